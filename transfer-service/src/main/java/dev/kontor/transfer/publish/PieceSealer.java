package dev.kontor.transfer.publish;

import dev.kontor.transfer.store.CommitQueue;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StagedPiece;
import dev.kontor.transfer.work.Workbench;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.PieceCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Encrypts plaintext pieces on the workers and stages those that the store does not have yet. Used by one
/// publication.
///
/// The caller fills a buffer from [#buffer], hands it to [#seal] and never touches it again; the buffers circulate, so
/// memory is a constant and a slow disk holds up the upload. Nothing is durable before [#commit].
final class PieceSealer {
    private final Workers workers;
    private final PieceStore store;
    private final NamespaceSecret secret;
    private final BlockingQueue<byte[]> buffers;
    private final List<StagedPiece> staged = new ArrayList<>();
    private final Set<PieceId> seen = new HashSet<>();
    private final CommitQueue commits;
    private long stagedBytes;
    private int fresh;

    PieceSealer(Workers workers, PieceStore store, NamespaceSecret secret, int pieceSize) {
        this.workers = workers;
        this.store = store;
        this.secret = secret;
        this.commits = new CommitQueue(store);
        // The caller holds up to three: a shared piece, a piece, and the next one.
        int count = workers.size() + 3;
        this.buffers = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            buffers.add(new byte[pieceSize]);
        }
    }

    /// An empty buffer of the piece size; waits until one is free.
    byte[] buffer() throws InterruptedException {
        return buffers.take();
    }

    /// Gives a buffer back that holds nothing worth keeping.
    void release(byte[] buffer) {
        buffers.add(buffer);
    }

    CompletableFuture<PieceRef> seal(byte[] buffer, int length) {
        CompletableFuture<PieceRef> sealed = workers.submit(bench -> seal(bench, buffer, length));
        return sealed.whenComplete((_, _) -> release(buffer));
    }

    /// Stages bytes that are encrypted already: pieces of the index.
    void stage(PieceId id, Bytes ciphertext) throws IOException {
        stage(id, ByteBuffer.wrap(ciphertext.toArray()));
    }

    private PieceRef seal(Workbench bench, byte[] plaintext, int length) throws IOException {
        bench.sha256().update(plaintext, 0, length);
        var key = KeyDerivation.pieceKey(secret, Bytes.of(bench.sha256().digest()));
        byte[] scratch = bench.scratch(length + PieceCipher.TAG_SIZE);
        bench.cipher().encrypt(key, ByteBuffer.wrap(plaintext, 0, length), ByteBuffer.wrap(scratch));
        ByteBuffer ciphertext = ByteBuffer.wrap(scratch, 0, length + PieceCipher.TAG_SIZE);
        PieceId id = bench.hasher().update(scratch, 0, ciphertext.remaining()).finish();
        if (isNew(id)) {
            stage(id, ciphertext);
        }
        return new PieceRef(id, key, length);
    }

    /// False for a piece that the store has, or will have with this publication.
    private boolean isNew(PieceId id) throws IOException {
        synchronized (this) {
            if (!seen.add(id)) {
                return false;
            }
        }
        return !store.touch(id);
    }

    private void stage(PieceId id, ByteBuffer ciphertext) throws IOException {
        StagedPiece piece = store.stage(id, ciphertext);
        synchronized (this) {
            staged.add(piece);
            stagedBytes += piece.length();
            fresh++;
            if (stagedBytes >= CommitQueue.GROUP_BYTES) {
                var _ = commits.submit(drain());
            }
        }
    }

    private List<StagedPiece> drain() {
        List<StagedPiece> group = List.copyOf(staged);
        staged.clear();
        stagedBytes = 0;
        return group;
    }

    /// Pieces that the store did not have.
    synchronized int fresh() {
        return fresh;
    }

    /// Returns when everything that was staged survives power loss.
    void commit() throws IOException {
        synchronized (this) {
            var _ = commits.submit(drain());
        }
        commits.await();
    }

    /// Forgets what is staged; for a publication that came to nothing. Groups that were committed already are garbage
    /// for the next collection.
    void abandon() {
        try {
            commits.await();
        } catch (IOException | CompletionException ignored) {
            // The publication has failed already, maybe for this very reason.
        }
        synchronized (this) {
            store.discard(drain());
        }
    }

    static int requirePieceSize(int size) {
        if (size < ContentLimits.MIN_PIECE || size > ContentLimits.MAX_PIECE) {
            throw new IllegalArgumentException("pieceSize is from " + ContentLimits.MIN_PIECE + " to "
                    + ContentLimits.MAX_PIECE + ", not " + size);
        }
        return size;
    }
}
