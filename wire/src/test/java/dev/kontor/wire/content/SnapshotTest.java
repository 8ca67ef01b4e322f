package dev.kontor.wire.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final PieceCipher cipher = new PieceCipher();

    @Test
    void opensTheIndexThatTheManifestCommitsTo() {
        List<Bytes> pieces = ciphertexts(Samples.indexPieces());
        assertEquals(Samples.index(), IndexPieces.open(Samples.manifest(), Samples.SNAPSHOT_KEY, pieces, cipher));
    }

    @Test
    void splitsALargeIndexAndReadsItBack() {
        Generator generator = Generator.seeded(1);
        SnapshotIndex index = largeIndex(generator, 3000);
        List<SealedPiece> sealed = IndexPieces.seal(index, Samples.SNAPSHOT_KEY, 16384, cipher);
        assertTrue(sealed.size() > 5);
        Manifest manifest = manifest(index, sealed);
        assertEquals(index, IndexPieces.open(manifest, Samples.SNAPSHOT_KEY, ciphertexts(sealed), cipher));
        List<Bytes> swapped = new ArrayList<>(ciphertexts(sealed));
        swapped.set(0, swapped.set(1, swapped.get(0)));
        assertThrows(MalformedException.class, () -> IndexPieces.open(manifest, Samples.SNAPSHOT_KEY, swapped, cipher));
    }

    private static SnapshotIndex largeIndex(Generator generator, int count) {
        List<PieceRef> pieces = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(new PieceRef(
                    new PieceId(Bytes.of(generator.bytes(32))), new PieceKey(Bytes.of(generator.bytes(32))), 16384));
            entries.add(new Entry(
                    EntryPath.parse(generator.word(10) + "/" + i),
                    generator.pick(List.of("text/plain", "application/xml")),
                    16384,
                    Bytes.of(generator.bytes(32)),
                    Instant.ofEpochSecond(generator.between(1, 1_000_000_000)),
                    List.of(new Extent(i, 0, 16384))));
        }
        return SnapshotIndex.of(pieces, entries);
    }

    private static Manifest manifest(SnapshotIndex index, List<SealedPiece> sealed) {
        Manifest sample = Samples.manifest();
        return new Manifest(
                sample.orgId(),
                sample.siteKey(),
                sample.namespace(),
                1,
                Samples.AT,
                null,
                Manifest.Content.of(index, 16384),
                Manifest.Index.of(sealed, index.encode().size(), Samples.SNAPSHOT_KEY));
    }

    private static List<Bytes> ciphertexts(List<SealedPiece> sealed) {
        return sealed.stream().map(SealedPiece::ciphertext).toList();
    }

    @Test
    void refusesAnIndexUnderAnotherKeyOrManifest() {
        List<Bytes> pieces = ciphertexts(Samples.indexPieces());
        SnapshotKey otherKey = new SnapshotKey(Samples.secret("another key"));
        assertThrows(MalformedException.class, () -> IndexPieces.open(Samples.manifest(), otherKey, pieces, cipher));
        SnapshotIndex other = SnapshotIndex.of(Samples.index().pieces(), List.of());
        Manifest lying = manifest(other, Samples.indexPieces());
        assertThrows(MalformedException.class, () -> IndexPieces.open(lying, Samples.SNAPSHOT_KEY, pieces, cipher));
        assertThrows(
                MalformedException.class,
                () -> IndexPieces.open(Samples.manifest(), Samples.SNAPSHOT_KEY, List.of(), cipher));
    }

    @Test
    void readsEachEntryBackFromItsPieces() {
        SnapshotIndex index = Samples.index();
        List<Bytes> plaintext = List.of(Samples.plaintext(16384), Samples.plaintext(1000));
        for (int i = 0; i < 2; i++) {
            Bytes ciphertext = cipher.encrypt(index.pieces().get(i).key(), plaintext.get(i));
            assertEquals(index.pieces().get(i).id(), PieceId.of(ciphertext));
        }
        for (Entry entry : index.entries()) {
            List<Bytes> runs = entry.extents().stream()
                    .map(run -> plaintext.get(run.piece()).slice(run.offset(), run.length()))
                    .toList();
            assertEquals(entry.sha256(), Sha256.digest(Bytes.concat(runs)));
        }
    }

    @Test
    void findsEntriesByTheirPath() {
        SnapshotIndex index = largeIndex(Generator.seeded(2), 500);
        for (Entry entry : index.entries()) {
            assertEquals(Optional.of(entry), index.entry(entry.path()));
        }
        assertEquals(Optional.empty(), index.entry(EntryPath.parse("nothing/here")));
        assertTrue(Samples.index().entry(EntryPath.ROOT).isPresent());
    }

    @Test
    void readsRandomIndexesBack() {
        Generator.check(50, generator -> {
            SnapshotIndex index = largeIndex(generator, generator.between(0, 60));
            assertEquals(index, SnapshotIndex.decode(index.encode()));
        });
    }

    @Test
    void refusesEntriesThatRepeatLeaveTheirPieceOrDoNotAddUp() {
        Entry entry = Samples.index().entries().getFirst();
        List<PieceRef> pieces = Samples.index().pieces();
        assertThrows(IllegalArgumentException.class, () -> SnapshotIndex.of(pieces, List.of(entry, entry)));
        assertThrows(IllegalArgumentException.class, () -> SnapshotIndex.of(List.of(), List.of(entry)));
        Entry beyond =
                new Entry(EntryPath.ROOT, "text/plain", 1001, entry.sha256(), null, List.of(new Extent(1, 0, 1001)));
        assertThrows(IllegalArgumentException.class, () -> SnapshotIndex.of(pieces, List.of(beyond)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Entry(EntryPath.ROOT, "text/plain", 1, entry.sha256(), null, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Entry(EntryPath.ROOT, "text/plain\r\nX: y", 0, entry.sha256(), null, List.of()));
    }

    @Test
    void believesAManifestSignedByTheSiteThatItNamesOnly() {
        SignedRecord record = Samples.manifest().sign(Samples.SITE);
        assertEquals(Samples.manifest(), Manifest.verified(SignedRecord.parse(record.encoded())));
        SignedRecord forged = Samples.manifest().sign(Samples.OTHER_SITE);
        assertThrows(MalformedException.class, () -> Manifest.verified(forged));
        assertEquals(Samples.siteId(), Samples.manifest().siteId());
        assertFalse(Samples.manifest().commitsTo(new SnapshotKey(Samples.secret("another key"))));
    }

    @Test
    void refusesSizesThatCannotBe() {
        Bytes root = MerkleTree.EMPTY_ROOT;
        assertThrows(IllegalArgumentException.class, () -> new Manifest.Content(root, 1, 16385, 1, 16384));
        assertThrows(IllegalArgumentException.class, () -> new Manifest.Content(root, 2, 1, 1, 16384));
        assertThrows(IllegalArgumentException.class, () -> new Manifest.Content(root, 0, 0, 0, 1000));
        assertThrows(IllegalArgumentException.class, () -> new Manifest.Index(List.of(), 1, root));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PieceRef(new PieceId(root), new PieceKey(root), ContentLimits.MAX_PIECE + 1));
        assertThrows(IllegalArgumentException.class, () -> new Extent(0, ContentLimits.MAX_PIECE, 1));
    }
}
