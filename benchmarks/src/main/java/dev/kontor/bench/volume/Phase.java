package dev.kontor.bench.volume;

import java.util.Map;
import java.util.stream.Collectors;

/// One step of a round, measured.
///
/// @param seconds from its begin to its end
/// @param mbPerSecond content, in millions of bytes
/// @param cpuSecondsPerGiB of all processes that took part
/// @param cpuSecondsPerGiBByProcess of those that took part noticeably
record Phase(
        double seconds, double mbPerSecond, double cpuSecondsPerGiB, Map<String, Double> cpuSecondsPerGiBByProcess) {
    private static final double GIB = 1L << 30;
    private static final double NOTICEABLE = 0.02;

    static Phase of(long bytes, double seconds, Map<String, Double> cpuSeconds) {
        double factor = GIB / bytes;
        Map<String, Double> byProcess = cpuSeconds.entrySet().stream()
                .filter(entry -> entry.getValue() * factor >= NOTICEABLE)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() * factor,
                        (first, second) -> first,
                        java.util.TreeMap::new));
        return new Phase(
                seconds,
                bytes / 1e6 / seconds,
                cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * factor,
                byProcess);
    }

    /// Both one after the other.
    Phase then(Phase next, long bytes) {
        Map<String, Double> sum = new java.util.TreeMap<>(cpuSecondsPerGiBByProcess);
        next.cpuSecondsPerGiBByProcess.forEach((name, value) -> sum.merge(name, value, Double::sum));
        return new Phase(
                seconds + next.seconds,
                bytes / 1e6 / (seconds + next.seconds),
                cpuSecondsPerGiB + next.cpuSecondsPerGiB,
                sum);
    }
}
