package dev.kontor.bench.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.bench.meter.Below;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one program needed for one job.
///
/// @param mbPerSecond content, in millions of bytes; absent where nothing is moved
/// @param cpuSecondsPerGiB of all its processes on both sides
/// @param peakRssMiB of all its processes on both sides
/// @param more fields of the scenario's own
public record Line(
        String scenario,
        String peer,
        @Nullable Double mbPerSecond,
        @Nullable Double cpuSecondsPerGiB,
        @Nullable Double peakRssMiB,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        Map<String, Object> more) {
    private static final double GIB = 1L << 30;

    public Line {
        more = Map.copyOf(more);
    }

    /// A line about something that is not told in bytes.
    public static Line of(String scenario, String peer) {
        return new Line(scenario, peer, null, null, null, Map.of());
    }

    public static Line of(String scenario, String peer, long bytes, Below.Took took) {
        return new Line(
                scenario,
                peer,
                bytes / 1e6 / took.seconds(),
                took.cpuSeconds() * GIB / bytes,
                took.peakRssMebibytes(),
                Map.of());
    }

    /// Content that was moved within a time, where CPU time and memory were not looked at.
    public static Line of(String scenario, String peer, long bytes, double seconds) {
        return new Line(scenario, peer, bytes / 1e6 / seconds, null, null, Map.of());
    }

    /// The same with one more field.
    public Line with(String field, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put(field, value);
        return new Line(scenario, peer, mbPerSecond, cpuSecondsPerGiB, peakRssMiB, fields);
    }

    @JsonAnyGetter
    Map<String, Object> fields() {
        return new java.util.TreeMap<>(more);
    }
}
