package dev.kontor.transfer.work;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A fixed number of threads for hashing, encryption and the file access that goes with it. Safe for use by any
/// thread.
///
/// Callers bound what they have in flight themselves; the queue's own bound is only the last line of defence.
public final class Workers implements AutoCloseable {
    // Our choice: far more than all callers together may have in flight.
    private static final int QUEUE = 4096;

    private final ThreadLocal<Workbench> benches = ThreadLocal.withInitial(Workbench::new);
    private final ThreadPoolExecutor pool;

    public Workers(int threads) {
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("piece-worker-", 0).daemon().factory());
    }

    /// One piece of work.
    @FunctionalInterface
    public interface Job<T> {
        T run(Workbench bench) throws IOException;
    }

    /// Runs the job soon. The future fails with what the job throws, or with [RejectedExecutionException] when the
    /// queue is full or the pool closed.
    public <T> CompletableFuture<T> submit(Job<T> job) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            pool.execute(() -> complete(result, job));
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(full);
        }
        return result;
    }

    private <T> void complete(CompletableFuture<T> result, Job<T> job) {
        try {
            result.complete(job.run(benches.get()));
        } catch (IOException | RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }

    /// Threads of the pool.
    public int size() {
        return pool.getMaximumPoolSize();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
