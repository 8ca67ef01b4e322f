package dev.kontor.transfer.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.testkit.Generator;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PackPieceStore;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StoreLimits;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Cutter;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PiecePackerTest {
    private static final int PIECE = 64 * 1024;
    private static final SnapshotIndex NOTHING = new SnapshotIndex(java.util.List.of(), java.util.List.of());
    private static final NamespaceSecret SECRET = new NamespaceSecret(Bytes.of(new byte[NamespaceSecret.SIZE]));
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @TempDir
    private Path folder;

    private final Workers workers = new Workers(2);
    private PieceStore store;

    @BeforeEach
    void open() throws IOException {
        store = PackPieceStore.open(folder, new StoreLimits(0, Duration.ofHours(1)), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private record Packed(SnapshotIndex index, int fresh, boolean unchanged) {}

    /// Packs an upload; a null content stands for an unchanged entry.
    private Packed pack(SnapshotIndex last, Map<String, byte[]> contents, Set<String> unchanged)
            throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        contents.keySet().forEach(path -> headers.put(path, "{\"path\":\"" + path + "\"}"));
        unchanged.forEach(path -> headers.put(path, "{\"path\":\"" + path + "\",\"unchanged\":true}"));
        return pack(last, ServiceUnderTest.upload(headers, contents));
    }

    private Packed pack(SnapshotIndex last, byte[] upload) throws IOException, InterruptedException {
        return pack(last, new ByteArrayInputStream(upload), PIECE);
    }

    private Packed pack(SnapshotIndex last, InputStream upload, int pieceSize)
            throws IOException, InterruptedException {
        PieceSealer sealer = new PieceSealer(workers, store, SECRET, pieceSize);
        PiecePacker packer = new PiecePacker(last, sealer, new Cutter(SECRET, pieceSize));
        EntryStream entries = new EntryStream(upload, JSON.readerFor(EntryHeader.class));
        for (Optional<EntryHeader> header = entries.next(); header.isPresent(); header = entries.next()) {
            if (header.get().kept()) {
                packer.keep(header.get());
            } else {
                packer.add(header.get(), entries);
            }
        }
        boolean same = packer.unchanged();
        packer.compact(this::plaintext);
        SnapshotIndex index = packer.index();
        sealer.commit();
        return new Packed(index, sealer.fresh(), same);
    }

    private byte[] plaintext(PieceRef ref) throws IOException {
        try (OpenPiece piece = store.open(ref.id()).orElseThrow()) {
            ByteBuffer ciphertext = ByteBuffer.allocate((int) piece.length());
            piece.read(0, ciphertext);
            assertEquals(ref.id(), PieceId.of(ciphertext.array()));
            return new PieceCipher().decrypt(ref.key(), ciphertext.array());
        }
    }

    private byte[] read(SnapshotIndex index, String path) throws IOException {
        Entry entry = index.entry(EntryPath.parse(path)).orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Extent extent : entry.extents()) {
            bytes.write(plaintext(index.pieces().get(extent.piece())), extent.offset(), extent.length());
        }
        assertEquals(entry.sha256(), Sha256.digest(Bytes.of(bytes.toByteArray())));
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> documents(int from, int count, int size) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int i = from; i < from + count; i++) {
            contents.put("doc-" + i, Generator.seeded(i).bytes(size));
        }
        return contents;
    }

    @Test
    void readsBackWhateverWasPacked() {
        Generator.check(25, generator -> {
            Map<String, byte[]> contents = new LinkedHashMap<>();
            for (int i = generator.between(0, 30); i > 0; i--) {
                int size = generator.chance(0.2) ? generator.between(0, 4 * PIECE) : generator.between(0, 3000);
                contents.put("e" + i, generator.bytes(size));
            }
            Packed packed = pack(NOTHING, contents, Set.of());
            assertEquals(contents.size(), packed.index().entries().size());
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                assertArrayEquals(content.getValue(), read(packed.index(), content.getKey()));
            }
        });
    }

    @Test
    void smallDocumentsShareAPiece() throws Exception {
        Packed packed = pack(NOTHING, documents(0, 60, 500), Set.of());
        assertEquals(1, packed.index().pieces().size());
    }

    @Test
    void identicalContentMakesNothingNew() throws Exception {
        Map<String, byte[]> contents = documents(0, 20, 5000);
        contents.put("big", Generator.seeded(77).bytes(5 * PIECE + 3));
        Packed first = pack(NOTHING, contents, Set.of());
        Packed again = pack(first.index(), contents, Set.of());
        assertTrue(again.unchanged());
        assertEquals(0, again.fresh());
    }

    @Test
    void aNewDocumentCostsOneSmallPieceWhereverItIsListed() throws Exception {
        Packed first = pack(NOTHING, documents(0, 50, 3000), Set.of());
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("aaa-newest-first", Generator.seeded(1000).bytes(200));
        contents.putAll(documents(0, 50, 3000));
        Packed second = pack(first.index(), contents, Set.of());
        assertFalse(second.unchanged());
        assertEquals(1, second.fresh());
    }

    @Test
    void aChangeInALargeDocumentCostsThePiecesThatItTouches() throws Exception {
        byte[] before = Generator.seeded(1).bytes(20 * PIECE);
        Packed first = pack(NOTHING, Map.of("big", before), Set.of());
        byte[] after = before.clone();
        after[7 * PIECE + 10] ^= 1;
        Packed second = pack(first.index(), Map.of("big", after), Set.of());
        assertTrue(second.fresh() <= 4, second.fresh() + " new pieces");
        assertArrayEquals(after, read(second.index(), "big"));
    }

    @Test
    void anInsertionAtTheFrontOfALargeDocumentCostsAFewPieces() throws Exception {
        byte[] before = Generator.seeded(1).bytes(100 * PIECE);
        Packed first = pack(NOTHING, Map.of("big", before), Set.of());
        byte[] after = new byte[before.length + 3];
        System.arraycopy(before, 0, after, 3, before.length);
        Packed second = pack(first.index(), Map.of("big", after), Set.of());
        assertTrue(first.fresh() > 150 && second.fresh() <= 4, second.fresh() + " of " + first.fresh());
        assertArrayEquals(after, read(second.index(), "big"));
    }

    @Test
    void theSameContentMakesTheSamePiecesHoweverItArrives() {
        Generator.check(10, generator -> {
            Map<String, byte[]> contents = documents(0, 20, 3000);
            contents.put("big", generator.bytes(generator.between(PIECE, 10 * PIECE)));
            contents.put("runs", new byte[generator.between(PIECE, 5 * PIECE)]);
            Map<String, String> headers = new LinkedHashMap<>();
            contents.keySet().forEach(path -> headers.put(path, "{\"path\":\"" + path + "\"}"));
            byte[] upload = ServiceUnderTest.upload(headers, contents);
            SnapshotIndex whole = pack(NOTHING, upload).index();
            assertEquals(
                    whole, pack(NOTHING, new Trickle(upload, generator), PIECE).index());
        });
    }

    /// A client that sends in portions of its own choice.
    private static final class Trickle extends ByteArrayInputStream {
        private final Generator generator;

        Trickle(byte[] bytes, Generator generator) {
            super(bytes);
            this.generator = generator;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, generator.between(1, 20_000)));
        }
    }

    @Test
    void aLargeDocumentThatWasCutInAnotherWayKeepsItsPieces() throws Exception {
        Map<String, byte[]> contents = Map.of("big", Generator.seeded(1).bytes(10 * PIECE));
        byte[] upload = ServiceUnderTest.upload(Map.of("big", "{\"path\":\"big\"}"), contents);
        Packed first = pack(NOTHING, new ByteArrayInputStream(upload), 2 * PIECE);
        Map<String, byte[]> more = new LinkedHashMap<>(contents);
        more.put("new", new byte[10]);
        Packed second = pack(first.index(), more, Set.of());
        assertEquals(
                first.index().pieces(),
                second.index().pieces().subList(0, first.index().pieces().size()));
        assertEquals(first.index().pieces().size() + 1, second.index().pieces().size());
    }

    @Test
    void oneChangedDocumentOfThousandsCostsItselfOrWithoutTheLastSnapshotAPieceOrTwo() throws Exception {
        Map<String, byte[]> contents = documents(0, 3000, 1000);
        Packed first = pack(NOTHING, contents, Set.of());
        contents.put("doc-700", Generator.seeded(-1).bytes(1200));
        Packed second = pack(first.index(), contents, Set.of());
        assertEquals(1, second.fresh());
        assertEquals(1200, second.index().contentBytes() - first.index().contentBytes());
        Packed alone = pack(NOTHING, contents, Set.of());
        assertTrue(first.fresh() > 60 && alone.fresh() <= 3, alone.fresh() + " of " + first.fresh());
    }

    @Test
    void zerosAreStoredOnce() throws Exception {
        Packed packed = pack(NOTHING, Map.of("zeros", new byte[20 * PIECE]), Set.of());
        assertEquals(1, packed.fresh());
        assertArrayEquals(new byte[20 * PIECE], read(packed.index(), "zeros"));
    }

    @Test
    void aRenamedDocumentCostsNothing() throws Exception {
        Packed first = pack(NOTHING, documents(0, 10, 1000), Set.of());
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        documents(0, 10, 1000).forEach((path, bytes) -> renamed.put("moved/" + path, bytes));
        Packed second = pack(first.index(), renamed, Set.of());
        assertFalse(second.unchanged());
        assertEquals(0, second.fresh());
    }

    @Test
    void keepsUnchangedDocumentsWithoutTheirBytes() throws Exception {
        Packed first = pack(NOTHING, documents(0, 10, 1000), Set.of());
        Packed second = pack(
                first.index(), documents(10, 1, 1000), documents(0, 10, 1000).keySet());
        assertEquals(11, second.index().entries().size());
        assertArrayEquals(Generator.seeded(3).bytes(1000), read(second.index(), "doc-3"));
        assertThrows(ProblemException.class, () -> pack(first.index(), Map.of(), Set.of("doc-99")));
    }

    @Test
    void hundredsOfPollsLeaveFewPiecesAndLittleGarbage() throws Exception {
        SnapshotIndex index = NOTHING;
        int oldest = 0;
        for (int poll = 0; poll < 120; poll++) {
            Set<String> kept = new HashSet<>();
            index.entries().forEach(entry -> kept.add(entry.path().text()));
            if (poll > 60) {
                kept.remove("doc-" + oldest++);
            }
            index = pack(index, documents(poll, 1, 900), kept).index();
        }
        long live = index.entries().stream().mapToLong(Entry::size).sum();
        assertTrue(
                index.pieces().size() <= 2 * Compaction.MAX_SMALL_PIECES,
                index.pieces().size() + " pieces");
        assertTrue(index.contentBytes() <= 3 * live, index.contentBytes() + " bytes for " + live);
        for (Entry entry : index.entries()) {
            assertEquals(900, read(index, entry.path().text()).length);
        }
    }

    @Test
    void refusesABrokenStreamAtEveryPoint() throws Exception {
        byte[] upload = ServiceUnderTest.upload(
                Map.of("a", "{\"path\":\"a\",\"size\":2500}"),
                Map.of("a", Generator.seeded(1).bytes(2500)));
        assertEquals(1, pack(NOTHING, upload).index().entries().size());
        for (int length = 0; length < upload.length; length += length < 60 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(upload, length);
            assertThrows(MalformedException.class, () -> pack(NOTHING, cut), "cut at " + length);
        }
    }

    @Test
    void refusesAWrongSizeADuplicateAndAnEndlessHeader() {
        assertThrows(
                MalformedException.class,
                () -> pack(
                        NOTHING,
                        ServiceUnderTest.upload(Map.of("a", "{\"path\":\"a\",\"size\":3}"), Map.of("a", new byte[2]))));
        Map<String, String> twice = new LinkedHashMap<>();
        twice.put("x", "{\"path\":\"a\"}");
        twice.put("y", "{\"path\":\"a\"}");
        assertThrows(MalformedException.class, () -> pack(NOTHING, ServiceUnderTest.upload(twice, Map.of())));
        byte[] endless = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).array();
        assertThrows(MalformedException.class, () -> pack(NOTHING, endless));
        assertThrows(
                MalformedException.class,
                () -> pack(NOTHING, ServiceUnderTest.upload(Map.of("a", "{\"no\":1}"), Map.of())));
    }
}
