package dev.kontor.transfer.session;

import java.time.Duration;
import java.time.Instant;

/// How fast a source is: bytes per second and the time to the first byte of an answer, both smoothed. From these the
/// window follows, which holds what the source delivers in half a second: the line never runs dry, and a piece that
/// somebody waits for stands behind half a second's worth of others at most. Owned by the session's thread.
final class Pace {
    // Our choice. The first window is what a slow line still delivers in a second.
    static final long FIRST_WINDOW = 2 << 20;
    static final long SMALLEST_WINDOW = 512 << 10;
    private static final Duration SAMPLE = Duration.ofMillis(100);
    private static final Duration HELD = Duration.ofMillis(500);
    private static final double WEIGHT = 0.3;
    private static final double FIRST_RATE = (double) FIRST_WINDOW;
    private static final double NANOS = 1e9;

    private double rate;
    private double rtt;
    private boolean awaitsFirst;
    private Instant sampleFrom = Instant.MIN;
    private long sampleBytes;

    /// @param rate bytes a second to begin with; 0 when not known
    Pace(double rate) {
        this.rate = rate;
    }

    /// An idle source was asked.
    void onAsked(Instant now) {
        awaitsFirst = true;
        sampleFrom = now;
        sampleBytes = 0;
    }

    void onBytes(long bytes, Instant now) {
        if (sampleFrom.equals(Instant.MIN)) {
            return;
        }
        if (awaitsFirst) {
            awaitsFirst = false;
            double seconds = seconds(Duration.between(sampleFrom, now));
            rtt = rtt == 0 ? seconds : rtt + WEIGHT * (seconds - rtt);
            sampleFrom = now;
            // The first bytes were on their way while nothing was measured.
            return;
        }
        sampleBytes += bytes;
        Duration elapsed = Duration.between(sampleFrom, now);
        if (elapsed.compareTo(SAMPLE) >= 0) {
            double measured = sampleBytes / seconds(elapsed);
            rate = rate == 0 ? measured : rate + WEIGHT * (measured - rate);
            sampleFrom = now;
            sampleBytes = 0;
        }
    }

    /// Bytes that the source may owe. While only the window limits the rate, twice what came in a round trip makes the
    /// next one wider.
    long window(long widest) {
        if (rate == 0) {
            return Math.min(FIRST_WINDOW, widest);
        }
        long held = (long) (rate * Math.max(seconds(HELD), 2 * rtt));
        return Math.min(widest, Math.max(SMALLEST_WINDOW, held));
    }

    /// When the last of so many bytes would be here.
    Duration eta(long bytes) {
        double known = rate == 0 ? FIRST_RATE : rate;
        return Duration.ofNanos((long) ((rtt + bytes / Math.max(1, known)) * NANOS));
    }

    /// Bytes a second; 0 when not measured yet.
    double rate() {
        return rate;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
