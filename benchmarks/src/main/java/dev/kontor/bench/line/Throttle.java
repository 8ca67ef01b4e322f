package dev.kontor.bench.line;

import java.util.concurrent.TimeUnit;

/// Lets so many bytes pass in a second, for many threads together, each in its turn. Nothing is saved up while nobody
/// asks, but for a hundredth of a second. Thread-safe.
final class Throttle {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SAVED = SECOND / 100;

    private long bytesPerSecond;
    private long free = System.nanoTime();

    synchronized void limit(long limit) {
        bytesPerSecond = limit;
        free = System.nanoTime();
    }

    void take(int bytes) throws InterruptedException {
        long wait = reserve(bytes, System.nanoTime());
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /// How long who takes so much now has to wait, in nanoseconds.
    synchronized long reserve(int bytes, long now) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        free = Math.max(free, now - SAVED) + bytes * SECOND / bytesPerSecond;
        return free - now;
    }
}
