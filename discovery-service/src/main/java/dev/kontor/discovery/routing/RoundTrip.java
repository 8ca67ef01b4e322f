package dev.kontor.discovery.routing;

import java.time.Duration;

/// How long answers take, as TCP estimates it (RFC 6298): a smoothed mean and a smoothed deviation. Immutable.
public record RoundTrip(Duration mean, Duration deviation) {
    /// What is assumed before the first sample: answers within a quarter of a second.
    public static final RoundTrip UNKNOWN = new RoundTrip(Duration.ofMillis(125), Duration.ofMillis(62));

    public static RoundTrip first(Duration sample) {
        return new RoundTrip(sample, Duration.ofNanos(sample.toNanos() / 2));
    }

    public RoundTrip after(Duration sample) {
        long nanos = sample.toNanos();
        long error = Math.abs(nanos - mean.toNanos());
        return new RoundTrip(
                Duration.ofNanos((7 * mean.toNanos() + nanos) / 8),
                Duration.ofNanos((3 * deviation.toNanos() + error) / 4));
    }

    /// From when on an answer is late.
    public Duration patience() {
        return mean.plusNanos(4 * deviation.toNanos());
    }
}
