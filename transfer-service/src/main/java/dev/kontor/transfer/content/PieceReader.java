package dev.kontor.transfer.content;

import dev.kontor.transfer.fetch.Answer;
import dev.kontor.transfer.fetch.Incoming;
import dev.kontor.transfer.snapshot.Recent;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.work.Workbench;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Plaintext of pieces, verified: a piece that its key does not open is taken out of the store and never sent. Small
/// documents share pieces, so the last few stay in memory.
@ApplicationScoped
class PieceReader {
    private static final Logger LOG = Logger.getLogger(PieceReader.class);

    // Our choice.
    private static final long KEPT_BYTES = 24L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PieceStore store;
    private final Workers workers;
    private final Recent<PieceId, byte[]> recent = new Recent<>(KEPT_BYTES, bytes -> bytes.length);

    PieceReader(PieceStore store, Workers workers) {
        this.store = store;
        this.workers = workers;
    }

    /// Begins to read a piece; waits first, if a transfer is still to bring it.
    ///
    /// @param keep whether others are likely to want the same piece soon
    CompletableFuture<byte[]> read(PieceRef piece, Answer.Here here, boolean keep)
            throws IOException, InterruptedException {
        Optional<byte[]> kept = recent.peek(piece.id());
        if (kept.isPresent()) {
            return CompletableFuture.completedFuture(kept.get());
        }
        Optional<Incoming> incoming = here.incoming();
        if (incoming.isPresent() && !incoming.get().await(piece.id(), PATIENCE)) {
            throw new IOException("piece " + piece.id() + " did not arrive");
        }
        return workers.submit(bench -> open(bench, piece, keep));
    }

    private byte[] open(Workbench bench, PieceRef piece, boolean keep) throws IOException {
        byte[] plaintext = new byte[piece.size()];
        try (OpenPiece file = store.open(piece.id())
                .orElseThrow(() -> new IOException("piece " + piece.id() + " is not in the store"))) {
            int length = (int) file.length();
            byte[] ciphertext = bench.scratch(length);
            file.read(0, ByteBuffer.wrap(ciphertext, 0, length));
            bench.cipher().decrypt(piece.key(), ByteBuffer.wrap(ciphertext, 0, length), ByteBuffer.wrap(plaintext));
        } catch (MalformedException | IllegalArgumentException damaged) {
            LOG.errorf("damaged piece taken out of the store piece=%s reason=%s", piece.id(), damaged.getMessage());
            store.quarantine(piece.id());
            throw new IOException("piece " + piece.id() + " is damaged on our disk", damaged);
        }
        if (keep) {
            recent.put(piece.id(), plaintext);
        }
        return plaintext;
    }
}
