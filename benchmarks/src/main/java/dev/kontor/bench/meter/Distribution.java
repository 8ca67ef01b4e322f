package dev.kontor.bench.meter;

import java.util.Arrays;

/// How long something took, over many times, in milliseconds. Percentiles are measured values, by nearest rank.
public record Distribution(int count, double min, double p50, double p99, double p999, double max, double mean) {
    private static final double NANOS_PER_MILLI = 1_000_000;

    /// Of times in nanoseconds.
    public static Distribution ofNanos(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Distribution(
                sorted.length,
                sorted[0] / NANOS_PER_MILLI,
                rank(sorted, 0.5),
                rank(sorted, 0.99),
                rank(sorted, 0.999),
                sorted[sorted.length - 1] / NANOS_PER_MILLI,
                Arrays.stream(sorted).average().orElseThrow() / NANOS_PER_MILLI);
    }

    private static double rank(long[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }
}
