package dev.kontor.transfer.throttle;

import java.time.Duration;
import java.time.Instant;

/// Bytes that may move now. It may be overdrawn: whatever moves is taken when it begins, and what comes next
/// waits until the bucket is not in debt any more, so that the rate holds in the long run whatever the pieces'
/// sizes are. Not safe for use by several threads.
final class TokenBucket {
    // Our choice: what may be saved up while nothing moved.
    private static final double SAVED_SECONDS = 0.25;
    private static final double NANOS = 1e9;

    private double balance;
    private Instant at = Instant.MIN;

    /// Lets what came in since the last time flow in.
    void fill(long bytesPerSecond, Instant now) {
        if (at.equals(Instant.MIN)) {
            at = now;
        }
        if (now.isAfter(at)) {
            balance += bytesPerSecond * (Duration.between(at, now).toNanos() / NANOS);
            at = now;
        }
        balance = Math.min(balance, bytesPerSecond * SAVED_SECONDS);
    }

    void take(long bytes) {
        balance -= bytes;
    }

    /// How long it takes until something may move again.
    Duration delay(long bytesPerSecond) {
        return balance >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-balance / bytesPerSecond * NANOS));
    }

    void forget() {
        balance = 0;
        at = Instant.MIN;
    }
}
