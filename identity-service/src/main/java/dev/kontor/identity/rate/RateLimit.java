package dev.kontor.identity.rate;

import java.time.Duration;
import java.time.Instant;

/// A token bucket: so many at once, and one more after each interval. Safe for use by several threads.
public final class RateLimit {
    private final int burst;
    private final Duration interval;
    private Instant countedTo = Instant.EPOCH;
    private long tokens;

    public RateLimit(int burst, Duration interval) {
        this.burst = burst;
        this.interval = interval;
    }

    /// Whether one more may be done now; if so, it counts.
    public synchronized boolean allows(Instant now) {
        long earned = Duration.between(countedTo, now).dividedBy(interval);
        if (earned >= burst) {
            tokens = burst;
            countedTo = now;
        } else if (earned > 0) {
            tokens = Math.min(burst, tokens + earned);
            countedTo = countedTo.plus(interval.multipliedBy(earned));
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }
}
