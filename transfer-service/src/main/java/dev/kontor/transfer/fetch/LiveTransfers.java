package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Brake;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.download.Stop;
import dev.kontor.wire.id.TransferId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The transfers that run now: how far they are, and the brake of each.
@ApplicationScoped
public class LiveTransfers {
    // Our choice: each large one holds some 20 MiB while it runs.
    private static final int MAX_LARGE = 6;
    private static final long LARGE_BYTES = 8L << 20;
    private static final long LOOK_MILLIS = 500;
    private static final int MOST_PAUSED = 10_000;

    private final Map<TransferId, Live> running = new ConcurrentHashMap<>();
    private final Set<TransferId> paused = ConcurrentHashMap.newKeySet();
    private final Semaphore large = new Semaphore(MAX_LARGE, true);

    /// One that runs.
    record Live(Progress progress, Brake brake) {
        Live() {
            this(new Progress(), new Brake());
        }
    }

    public Optional<Progress> find(TransferId id) {
        return Optional.ofNullable(running.get(id)).map(Live::progress);
    }

    /// Stops it if it runs; one that is about to begin just now is paused too.
    void stop(TransferId id, Stop how) {
        if (how == Stop.PAUSE && paused.size() < MOST_PAUSED) {
            paused.add(id);
        }
        Optional.ofNullable(running.get(id)).ifPresent(live -> live.brake().pull(how));
    }

    /// It may run again.
    void resume(TransferId id) {
        paused.remove(id);
    }

    /// Runs a transfer when its turn has come: a bounded number of large ones at a time, small ones at once.
    <T> T run(TransferId id, long bytes, Run<T> run) throws InterruptedException {
        Live live = running.computeIfAbsent(id, _ -> new Live());
        if (paused.contains(id)) {
            live.brake().pull(Stop.PAUSE);
        }
        boolean queues = bytes > LARGE_BYTES;
        try {
            boolean turn = queues && enter(live);
            try {
                return run.with(live);
            } finally {
                large.release(turn ? 1 : 0);
            }
        } finally {
            running.remove(id);
        }
    }

    /// Waits for a turn; false when the transfer was stopped before it came.
    private boolean enter(Live live) throws InterruptedException {
        live.progress().waitFor("other large transfers, of which " + MAX_LARGE + " run at a time");
        while (live.brake().asked().isEmpty()) {
            if (large.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    /// What is done in turn.
    @FunctionalInterface
    interface Run<T> {
        T with(Live live) throws InterruptedException;
    }
}
