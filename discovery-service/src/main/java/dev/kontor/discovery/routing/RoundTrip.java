package dev.kontor.discovery.routing;

import java.time.Duration;

/// How long answers take, as TCP estimates it (RFC 6298): a smoothed mean and a smoothed deviation. Immutable.
public record RoundTrip(Duration mean, Duration deviation) {
    /// What is assumed before the first sample: answers within a quarter of a second.
    public static final RoundTrip UNKNOWN = new RoundTrip(Duration.ofMillis(125), Duration.ofMillis(62));

    public static RoundTrip first(Duration sample) {
        return new RoundTrip(sample, sample.dividedBy(2));
    }

    public RoundTrip after(Duration sample) {
        Duration error = sample.minus(mean).abs();
        return new RoundTrip(
                mean.multipliedBy(7).plus(sample).dividedBy(8),
                deviation.multipliedBy(3).plus(error).dividedBy(4));
    }

    /// From when on an answer is late.
    public Duration patience() {
        return mean.plus(deviation.multipliedBy(4));
    }
}
