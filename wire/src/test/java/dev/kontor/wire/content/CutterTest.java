package dev.kontor.wire.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.BlockFunction;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CutterTest {
    private static final int PIECE = 64 * 1024;
    private static final CutSizes SIZES = CutSizes.of(PIECE);

    private final Cutter cutter = new Cutter(Samples.NAMESPACE_SECRET, PIECE);

    /// The pieces of the content, which arrives in portions of the generator's choice.
    private static List<Bytes> pieces(Cutter cutter, byte[] content, Generator portions) {
        List<Bytes> pieces = new ArrayList<>();
        byte[] piece = new byte[cutter.most()];
        int length = 0;
        int seen = 0;
        int at = 0;
        while (true) {
            int end = cutter.cut(piece, seen, length);
            if (end != Cutter.NONE) {
                pieces.add(Bytes.of(piece, 0, end));
                System.arraycopy(piece, end, piece, 0, length - end);
                length -= end;
                seen = 0;
                continue;
            }
            seen = length;
            int portion = Math.min(portions.between(1, 40_000), Math.min(piece.length - length, content.length - at));
            if (portion == 0) {
                break;
            }
            System.arraycopy(content, at, piece, length, portion);
            length += portion;
            at += portion;
        }
        if (length > 0) {
            pieces.add(Bytes.of(piece, 0, length));
        }
        return pieces;
    }

    private static List<Bytes> pieces(Cutter cutter, byte[] content) {
        return pieces(cutter, content, Generator.seeded(1));
    }

    private static List<Integer> lengths(List<Bytes> pieces) {
        return pieces.stream().map(Bytes::size).toList();
    }

    @Test
    void piecesJoinedAreTheContentAndKeepTheirBounds() {
        Generator.check(40, generator -> {
            byte[] content = content(generator, generator.between(0, 20 * PIECE));
            List<Bytes> pieces = pieces(cutter, content, generator);
            assertArrayEquals(content, Bytes.concat(pieces).toArray());
            for (int i = 0; i < pieces.size(); i++) {
                int length = pieces.get(i).size();
                assertTrue(length <= PIECE && length > 0, "length " + length);
                assertTrue(i == pieces.size() - 1 || length >= SIZES.least(), "length " + length);
            }
        });
    }

    /// Random bytes, text of few letters, or long runs.
    private static byte[] content(Generator generator, int size) {
        byte[] content = generator.bytes(size);
        switch (generator.below(3)) {
            case 0 -> {
                for (int i = 0; i < size; i++) {
                    content[i] = (byte) ('a' + (content[i] & 3));
                }
            }
            case 1 -> {
                for (int i = 0; i < size; i++) {
                    content[i] = content[i / 5000 * 5000];
                }
            }
            default -> {}
        }
        return content;
    }

    @Test
    void cutsTheSameHoweverTheContentArrives() {
        Generator.check(30, generator -> {
            byte[] content = content(generator, generator.between(PIECE, 20 * PIECE));
            List<Bytes> whole = pieces(cutter, content, Generator.seeded(generator.seed() + 1000));
            assertEquals(whole, pieces(cutter, content, generator));
            assertEquals(whole, pieces(new Cutter(Samples.NAMESPACE_SECRET, PIECE), content, generator));
        });
    }

    @Test
    void cutsWhereTheSpecificationSays() {
        Generator.check(10, generator -> {
            byte[] content = content(generator, generator.between(0, 10 * PIECE));
            assertEquals(specified(content), lengths(pieces(cutter, content, generator)));
        });
    }

    /// The definition, word by word, without any of the shortcuts.
    private static List<Integer> specified(byte[] content) {
        long[] gear = KeyDerivation.gear(Samples.NAMESPACE_SECRET, 256);
        BlockFunction decide = new BlockFunction(KeyDerivation.cutKey(Samples.NAMESPACE_SECRET));
        List<Integer> lengths = new ArrayList<>();
        int start = 0;
        for (int place = 1; place <= content.length; place++) {
            int length = place - start;
            boolean ends = length == PIECE || place == content.length;
            if (!ends && length >= 12288) {
                long hash = 0;
                for (int i = 0; i < 64; i++) {
                    hash += gear[content[place - 1 - i] & 0xff] << i;
                }
                ends = Long.numberOfLeadingZeros(hash) >= 8
                        && Long.numberOfLeadingZeros(decide.of(hash, 0)) >= (length < 16384 ? 7 : 6);
            }
            if (ends) {
                lengths.add(length);
                start = place;
            }
        }
        return lengths;
    }

    @Test
    void anEditChangesOnlyThePiecesAroundIt() {
        List<Integer> changed = new ArrayList<>();
        Generator.check(60, generator -> {
            byte[] before = generator.bytes(60 * PIECE);
            int at = generator.between(0, before.length);
            int removed = Math.min(generator.between(0, 300), before.length - at);
            byte[] added = generator.bytes(generator.between(removed == 0 ? 1 : 0, 300));
            byte[] after = Arrays.copyOf(before, before.length - removed + added.length);
            System.arraycopy(added, 0, after, at, added.length);
            System.arraycopy(before, at + removed, after, at + added.length, before.length - at - removed);
            int different = different(pieces(cutter, before), pieces(cutter, after));
            changed.add(different);
            assertTrue(different <= 12, different + " pieces changed");
        });
        double mean = changed.stream().mapToInt(i -> i).average().orElseThrow();
        assertTrue(mean < 2.5, "on average " + mean);
    }

    /// How many of the later pieces are not among the earlier ones.
    private static int different(List<Bytes> before, List<Bytes> after) {
        Map<Bytes, Integer> known = new HashMap<>();
        before.forEach(piece -> known.merge(piece, 1, Integer::sum));
        return (int) after.stream()
                .filter(piece -> known.merge(piece, -1, Integer::sum) < 0)
                .count();
    }

    @Test
    void anInsertionAtTheFrontOfALargeFileChangesLittle() {
        byte[] before = Generator.seeded(5).bytes(200 * PIECE);
        byte[] after = new byte[before.length + 1];
        System.arraycopy(before, 0, after, 1, before.length);
        int different = different(pieces(cutter, before), pieces(cutter, after));
        assertTrue(different <= 5, different + " pieces changed");
    }

    @Test
    void piecesAreAboutAsLongAsPlanned() {
        List<Bytes> pieces = pieces(cutter, Generator.seeded(9).bytes(1000 * PIECE));
        double mean = 1000.0 * PIECE / pieces.size();
        assertEquals(0.45, mean / PIECE, 0.02);
        long forced = pieces.stream().filter(piece -> piece.size() == PIECE).count();
        assertTrue(forced < 0.1 * pieces.size(), forced + " of " + pieces.size() + " at the bound");
    }

    @Test
    void nothingAndLittleIsOnePieceAtMost() {
        assertEquals(List.of(), pieces(cutter, new byte[0]));
        for (int size : new int[] {1, 2, 63, 64, 65, SIZES.least() - 1, SIZES.least()}) {
            assertEquals(
                    List.of(size), lengths(pieces(cutter, Generator.seeded(size).bytes(size))));
        }
    }

    @Test
    void zerosAreEqualPieces() {
        List<Bytes> pieces = pieces(cutter, new byte[10 * PIECE]);
        assertEquals(1, pieces.stream().distinct().count());
        assertEquals(PIECE, pieces.getFirst().size());
    }

    /// A run of one value has one hash: a candidate everywhere or nowhere, a cut everywhere or nowhere.
    @Test
    void whateverTheContentAPieceEndsAtItsBound() {
        for (int value = 0; value < 256; value++) {
            byte[] content = new byte[3 * PIECE + 1];
            Arrays.fill(content, (byte) value);
            List<Integer> lengths = lengths(pieces(cutter, content));
            assertTrue(
                    lengths.equals(List.of(PIECE, PIECE, PIECE, 1)) || lengths.getFirst() == SIZES.least(),
                    value + ": " + lengths);
        }
    }

    @Test
    void anotherSecretCutsElsewhere() {
        byte[] content = Generator.seeded(3).bytes(50 * PIECE);
        NamespaceSecret other = new NamespaceSecret(Samples.secret("another namespace secret"));
        List<Integer> ours = lengths(pieces(cutter, content));
        assertNotEquals(ours, lengths(pieces(new Cutter(other, PIECE), content)));
    }

    /// The gear table alone is not enough to foresee a cut: with another key of the last step it lies elsewhere.
    @Test
    void onlyFewCandidatesAreCuts() {
        byte[] content = Generator.seeded(4).bytes(100 * PIECE);
        long[] gear = KeyDerivation.gear(Samples.NAMESPACE_SECRET, 256);
        long hash = 0;
        int candidates = 0;
        for (byte next : content) {
            hash = (hash << 1) + gear[next & 0xff];
            candidates += Long.numberOfLeadingZeros(hash) >= SIZES.candidateZeros() ? 1 : 0;
        }
        int cuts = pieces(cutter, content).size();
        assertTrue(candidates > 50 * cuts, candidates + " candidates, " + cuts + " cuts");
    }

    @Test
    void sharedPiecesEndAtTheSameEntriesAfterAChange() {
        Generator.check(30, generator -> {
            List<byte[]> entries = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                entries.add(generator.bytes(generator.between(1, 3000)));
            }
            List<List<byte[]>> before = shared(entries);
            entries.set(generator.below(entries.size()), generator.bytes(generator.between(1, 3000)));
            List<List<byte[]>> after = shared(entries);
            long different =
                    after.stream().filter(piece -> !before.contains(piece)).count();
            assertTrue(different <= 8, different + " of " + after.size() + " shared pieces changed");
        });
    }

    private List<List<byte[]>> shared(List<byte[]> entries) {
        List<List<byte[]>> pieces = new ArrayList<>();
        List<byte[]> piece = new ArrayList<>();
        int length = 0;
        for (byte[] entry : entries) {
            if (length + entry.length > PIECE) {
                pieces.add(piece);
                piece = new ArrayList<>();
                length = 0;
            }
            piece.add(entry);
            length += entry.length;
            if (cutter.endsShared(Sha256.digest(Bytes.of(entry)), entry.length, length)) {
                pieces.add(piece);
                piece = new ArrayList<>();
                length = 0;
            }
        }
        pieces.add(piece);
        return pieces;
    }

    @Test
    void knowsOnlyPieceSizesThatANamespaceMayHave() {
        assertThrows(IllegalArgumentException.class, () -> new Cutter(Samples.NAMESPACE_SECRET, 16383));
        assertThrows(IllegalArgumentException.class, () -> new Cutter(Samples.NAMESPACE_SECRET, 4194305));
        assertEquals(new CutSizes(3072, 4096, 16384), CutSizes.of(16384));
        assertEquals(new CutSizes(196608, 262144, 1048576), CutSizes.of(1 << 20));
        assertEquals(new CutSizes(196608, 262144, 1572864), CutSizes.of(3 << 19));
        assertEquals(new CutSizes(786432, 1048576, 4194304), CutSizes.of(4194304));
    }
}
