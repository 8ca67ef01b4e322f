package dev.kontor.transfer.store;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Commits groups of staged pieces one after another, beside whoever stages the next ones: the disk flushes while the
/// line and the processor go on. Safe for use by any thread.
///
/// At most [#MAX_WAITING] groups wait; [#submit] then blocks, which is the back-pressure of a slow disk.
public final class CommitQueue {
    // Our choice: large enough that a flush is worth its cost, small enough that little is lost by a crash.
    public static final long GROUP_BYTES = 64L << 20;

    static final int MAX_WAITING = 2;

    private final PieceStore store;
    private final java.util.concurrent.Semaphore waiting = new java.util.concurrent.Semaphore(MAX_WAITING);
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    public CommitQueue(PieceStore store) {
        this.store = store;
    }

    /// Commits the group after those before it. The future fails with [CompletionException] around what the store
    /// said.
    public CompletableFuture<Void> submit(Collection<StagedPiece> group) {
        if (group.isEmpty()) {
            return completed();
        }
        waiting.acquireUninterruptibly();
        synchronized (this) {
            last = last.thenRunAsync(
                    () -> commit(group),
                    task -> Thread.ofVirtual().name("piece-commit").start(task));
            CompletableFuture<Void> mine = last;
            return mine.whenComplete((_, _) -> waiting.release());
        }
    }

    private synchronized CompletableFuture<Void> completed() {
        return last;
    }

    private void commit(Collection<StagedPiece> group) {
        try {
            store.commit(group);
        } catch (IOException failure) {
            store.discard(group);
            throw new CompletionException(failure);
        }
    }

    /// Returns when all groups are durable.
    public void await() throws IOException {
        try {
            completed().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            throw failure;
        }
    }
}
