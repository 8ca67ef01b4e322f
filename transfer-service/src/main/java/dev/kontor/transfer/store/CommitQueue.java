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
    private CompletableFuture<Void> all = last;

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
            // A group that failed does not keep the next ones from being tried.
            CompletableFuture<Void> mine = last.handle((_, _) -> group)
                    .thenAcceptAsync(
                            this::commit,
                            task -> Thread.ofVirtual().name("piece-commit").start(task));
            last = mine;
            all = CompletableFuture.allOf(all, mine);
            return mine.whenComplete((_, _) -> waiting.release());
        }
    }

    private synchronized CompletableFuture<Void> completed() {
        return all;
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
    ///
    /// @throws IOException when one of them failed, whichever it was
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
