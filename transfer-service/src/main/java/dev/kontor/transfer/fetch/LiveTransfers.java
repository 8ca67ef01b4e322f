package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Progress;
import dev.kontor.wire.id.TransferId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The progress of transfers that run now.
@ApplicationScoped
public class LiveTransfers {
    // Our choice: each large one holds some 20 MiB while it runs.
    private static final int MAX_LARGE = 6;
    private static final long LARGE_BYTES = 8L << 20;

    private final Map<TransferId, Progress> running = new ConcurrentHashMap<>();
    private final Semaphore large = new Semaphore(MAX_LARGE, true);

    public Optional<Progress> find(TransferId id) {
        return Optional.ofNullable(running.get(id));
    }

    /// Runs a transfer when its turn has come: a bounded number of large ones at a time, small ones at once.
    <T> T run(TransferId id, long bytes, Run<T> run) throws InterruptedException {
        Progress progress = running.computeIfAbsent(id, _ -> new Progress());
        boolean queues = bytes > LARGE_BYTES;
        try {
            if (queues) {
                progress.waitFor("other large transfers");
                large.acquire();
            }
            try {
                return run.with(progress);
            } finally {
                large.release(queues ? 1 : 0);
            }
        } finally {
            running.remove(id);
        }
    }

    /// What is done in turn.
    @FunctionalInterface
    interface Run<T> {
        T with(Progress progress) throws InterruptedException;
    }
}
