package dev.kontor.transfer.content;

import dev.kontor.transfer.fetch.Incoming;
import dev.kontor.transfer.snapshot.PieceLost;
import dev.kontor.transfer.snapshot.Recent;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.work.Workbench;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Plaintext of pieces, verified: a piece that its key does not open is taken out of the store and never sent. Small
/// documents share pieces, so the last few stay in memory.
@ApplicationScoped
class PieceReader {
    private static final Logger LOG = Logger.getLogger(PieceReader.class);

    // Our choice.
    private static final long KEPT_BYTES = 24L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUDGET_KIB = 80 * 1024;
    // What is asked for by leaves, and how much less than its piece that is.
    static final int MOST_PART = 64 * 1024;
    private static final int LEAST_SAVED = 4;
    private static final int KIB = 1024;

    private final PieceStore store;
    private final Workers workers;
    private final Event<PieceLost> lost;
    private final Recent<PieceId, byte[]> recent = new Recent<>(KEPT_BYTES, bytes -> bytes.length);
    private final Semaphore budget = new Semaphore(BUDGET_KIB, true);

    PieceReader(PieceStore store, Workers workers, Event<PieceLost> lost) {
        this.lost = lost;
        this.store = store;
        this.workers = workers;
    }

    /// Plaintext on its way to one reader. All readers together hold no more than a fixed amount; whoever has a lease
    /// gives it back when the bytes have left.
    record Lease(CompletableFuture<byte[]> bytes, Runnable giveBack) {
        static Lease of(byte[] bytes) {
            return new Lease(CompletableFuture.completedFuture(bytes), () -> {});
        }
    }

    /// What is to be read.
    ///
    /// @param incoming the transfer that brings it, when it is not in the store yet
    /// @param keep whether others are likely to want the same piece soon
    record Wish(PieceRef piece, Optional<Incoming> incoming, boolean keep) {}

    /// Whether the piece can be read; waits for it when `patient`, and then fails when it does not come. Whoever waits
    /// for a slow line holds no memory.
    boolean arrived(PieceRef piece, Incoming.Reading reading, boolean patient)
            throws IOException, InterruptedException {
        if (!patient) {
            return reading.has(piece.id());
        }
        if (!reading.await(piece.id(), PATIENCE)) {
            throw new IOException("piece " + piece.id() + " did not arrive");
        }
        return true;
    }

    /// A small part of a piece that takes its time, by its leaves; empty when the whole piece is here first, or has to
    /// be waited for.
    Optional<Lease> part(Extent extent, PieceRef piece, Incoming.Reading reading) throws InterruptedException {
        int permits = Math.max(1, extent.length() / KIB);
        boolean small = piece.size() >= LEAST_SAVED * extent.length();
        if (!small || reading.has(piece.id()) || !budget.tryAcquire(permits)) {
            return Optional.empty();
        }
        Optional<byte[]> bytes = Optional.empty();
        try {
            bytes = reading.part(piece.id(), extent.offset(), extent.length(), PATIENCE);
        } finally {
            budget.release(bytes.isEmpty() ? permits : 0);
        }
        return bytes.map(part -> new Lease(CompletableFuture.completedFuture(part), () -> budget.release(permits)));
    }

    /// Begins to read a piece; waits first for its share of memory.
    Lease read(Wish wish) throws IOException, InterruptedException {
        int permits = permits(wish.piece());
        if (!budget.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("too many readers hold content and do not take it");
        }
        return read(wish, permits);
    }

    /// The same for reading ahead: empty when that would take memory from others.
    Optional<Lease> readAhead(Wish wish) {
        int permits = permits(wish.piece());
        return budget.tryAcquire(permits) ? Optional.of(read(wish, permits)) : Optional.empty();
    }

    private Lease read(Wish wish, int permits) {
        CompletableFuture<byte[]> bytes = recent.peek(wish.piece().id())
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> workers.submit(bench -> open(bench, wish)));
        return new Lease(bytes, () -> budget.release(permits));
    }

    private static int permits(PieceRef piece) {
        return Math.max(1, piece.size() / KIB);
    }

    private byte[] open(Workbench bench, Wish wish) throws IOException {
        PieceRef piece = wish.piece();
        byte[] plaintext = new byte[piece.size()];
        try (OpenPiece file =
                find(wish).orElseThrow(() -> new IOException("piece " + piece.id() + " is not in the store"))) {
            int length = (int) file.length();
            byte[] ciphertext = bench.scratch(length);
            file.read(0, ByteBuffer.wrap(ciphertext, 0, length));
            bench.cipher().decrypt(piece.key(), ByteBuffer.wrap(ciphertext, 0, length), ByteBuffer.wrap(plaintext));
        } catch (MalformedException | IllegalArgumentException damaged) {
            LOG.errorf("damaged piece taken out of the store piece=%s reason=%s", piece.id(), damaged.getMessage());
            store.quarantine(piece.id());
            var _ = lost.fireAsync(new PieceLost(piece.id()));
            throw new IOException("piece " + piece.id() + " is damaged on our disk", damaged);
        }
        if (wish.keep()) {
            recent.put(piece.id(), plaintext);
        }
        return plaintext;
    }

    private Optional<OpenPiece> find(Wish wish) throws IOException {
        return wish.incoming().isPresent()
                ? wish.incoming().get().open(wish.piece().id())
                : store.open(wish.piece().id());
    }
}
