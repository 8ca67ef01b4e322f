package dev.kontor.transfer.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.transfer.store.PackPieceStore;
import dev.kontor.transfer.store.StoreLimits;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnclosedPiecesTest {
    private final Generator random = Generator.seeded(7);
    private final PieceKey key = new PieceKey(Bytes.of(random.bytes(PieceKey.SIZE)));
    private final Progress progress = new Progress();

    @TempDir
    private Path folder;

    private PackPieceStore store;

    @BeforeEach
    void open() throws IOException {
        store = PackPieceStore.open(folder, new StoreLimits(0, Duration.ofHours(1)), ManualClock.start());
    }

    private Bytes piece(int size) {
        return new PieceCipher().encrypt(key, Bytes.of(random.bytes(size)));
    }

    private WantedPiece wanted(Bytes ciphertext) {
        return new WantedPiece(PieceId.of(ciphertext), key, ciphertext.size() - PieceCipher.TAG_SIZE);
    }

    private List<WantedPiece> missing(List<Bytes> enclosed, WantedPiece... wanted) throws IOException {
        return committed(EnclosedPieces.of(enclosed), wanted);
    }

    private List<WantedPiece> committed(EnclosedPieces enclosed, WantedPiece... wanted) throws IOException {
        List<WantedPiece> missing = enclosed.stage(List.of(wanted), store, progress);
        enclosed.commit(store);
        return missing;
    }

    @Test
    void whatIsNotCommittedIsGone() throws IOException {
        Bytes piece = piece(100);
        EnclosedPieces enclosed = EnclosedPieces.of(List.of(piece));
        assertEquals(List.of(), enclosed.stage(List.of(wanted(piece)), store, progress));
        assertFalse(store.contains(PieceId.of(piece)));
        enclosed.discard(store);
        enclosed.commit(store);
        assertFalse(store.contains(PieceId.of(piece)));
    }

    @Test
    void storesWhatIsWantedInWhateverOrderItCame() throws IOException {
        Bytes first = piece(100);
        Bytes second = piece(70_000);
        Bytes other = piece(10);
        assertEquals(
                List.of(wanted(other)), missing(List.of(second, first), wanted(first), wanted(other), wanted(second)));
        assertTrue(store.contains(PieceId.of(first)));
        assertTrue(store.contains(PieceId.of(second)));
        assertEquals(2, progress.verifiedPieces());
        assertEquals(70_100, progress.verifiedBytes());
    }

    @Test
    void whatNobodyWantsLeavesNoTrace() throws IOException {
        Bytes wanted = piece(100);
        Bytes unwanted = piece(100);
        assertEquals(List.of(), missing(List.of(unwanted, wanted), wanted(wanted)));
        assertFalse(store.contains(PieceId.of(unwanted)));
    }

    @Test
    void aPieceThatDoesNotOpenOrHasAnotherLengthIsStillMissing() throws IOException {
        Bytes piece = piece(100);
        WantedPiece underAnotherKey =
                new WantedPiece(PieceId.of(piece), new PieceKey(Bytes.of(random.bytes(PieceKey.SIZE))), 100);
        WantedPiece longer = new WantedPiece(PieceId.of(piece), key, 101);
        assertEquals(List.of(underAnotherKey, longer), missing(List.of(piece), underAnotherKey, longer));
        assertFalse(store.contains(PieceId.of(piece)));
        assertEquals(0, progress.verifiedPieces());
    }

    @Test
    void aFlippedBitMakesItAnotherPiece() throws IOException {
        Bytes piece = piece(100);
        byte[] flipped = piece.toArray();
        flipped[50] ^= 1;
        assertEquals(List.of(wanted(piece)), missing(List.of(Bytes.of(flipped)), wanted(piece)));
    }
}
