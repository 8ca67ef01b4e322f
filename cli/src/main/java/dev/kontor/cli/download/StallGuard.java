package dev.kontor.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a stream that stays silent too long, which wakes its reader with an [IOException].
///
/// The HTTP client's own deadline ends with the header of an answer; this one guards the body. One thread reads and
/// calls [#alive]; the guard has a virtual thread of its own until it is closed.
final class StallGuard implements AutoCloseable {

    private static final int CHECKS = 4;

    private final InputStream stream;
    private final Duration limit;
    private final Thread watch;
    private volatile long lastSign = System.nanoTime();

    StallGuard(InputStream stream, Duration limit) {
        this.stream = stream;
        this.limit = limit;
        this.watch = Thread.ofVirtual().unstarted(this::watch);
    }

    static StallGuard over(InputStream stream, Duration limit) {
        var guard = new StallGuard(stream, limit);
        guard.watch.start();
        return guard;
    }

    void alive() {
        lastSign = System.nanoTime();
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (System.nanoTime() - lastSign < limit.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(limit.toNanos() / CHECKS + 1);
            }
            stream.close();
        } catch (InterruptedException | IOException _) {
            // The reader is done, or finds the broken stream by itself.
        }
    }
}
