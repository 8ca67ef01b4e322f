package dev.kontor.discovery.bench.report;

import java.time.Duration;
import java.util.Arrays;

/// Durations of which percentiles are wanted. Safe for use by any thread; keeps the first million.
public final class Latencies {
    private static final int MOST = 1_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1_024];
    private int size;

    public synchronized void add(long duration) {
        if (size == MOST) {
            return;
        }
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.min(MOST, 2 * size));
        }
        nanos[size++] = duration;
    }

    public void add(Duration duration) {
        add(duration.toNanos());
    }

    public synchronized int size() {
        return size;
    }

    /// The duration that so large a share does not exceed, in milliseconds; 0 when there is none.
    public synchronized double millisAt(double share) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int at = Math.clamp((long) Math.ceil(share * size) - 1, 0, size - 1);
        return Math.round(sorted[at] / NANOS_PER_MILLI * 1_000) / 1_000.0;
    }
}
