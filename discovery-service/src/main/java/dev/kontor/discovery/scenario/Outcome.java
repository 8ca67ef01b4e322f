package dev.kontor.discovery.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What came of a course.
///
/// @param honest whether no node lied
/// @param bytesPerSecondIdle what a node sends on average while nobody asks for anything
/// @param extras numbers that only this scenario has
public record Outcome(
        String scenario,
        int nodes,
        long seed,
        boolean honest,
        Tally tally,
        int bytesPerSecondIdle,
        int memoryPerNode,
        Map<String, Number> extras,
        List<String> missed) {

    /// The same with what its bar says.
    Outcome judged(Bar bar) {
        return new Outcome(
                scenario, nodes, seed, honest, tally, bytesPerSecondIdle, memoryPerNode, extras, bar.missed(this));
    }

    public boolean reached() {
        return missed.isEmpty();
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scenario", scenario);
        fields.put("nodes", nodes);
        fields.put("seed", seed);
        fields.put("gets", tally.gets());
        fields.put("found", tally.found());
        fields.put("forgedAccepted", tally.forged());
        fields.put("staleAccepted", tally.stale());
        fields.put("hopsP50", tally.hopsAt(0.5));
        fields.put("hopsP95", tally.hopsAt(0.95));
        fields.put("requestsP50", tally.requestsAt(0.5));
        fields.put("requestsMean", Math.round(10 * tally.requestsMean()) / 10.0);
        fields.put("latencyP50Ms", tally.latencyAt(0.5));
        fields.put("latencyP95Ms", tally.latencyAt(0.95));
        fields.put("bytesPerSecondIdle", bytesPerSecondIdle);
        fields.put("memoryBytesPerNode", memoryPerNode);
        fields.putAll(extras);
        fields.put("reached", reached());
        fields.put("missed", missed);
        return fields;
    }

    public String json() {
        return fields().entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + value(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return switch (value) {
            case List<?> all -> all.stream().map(each -> value(each)).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        fields().forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-20s %s%n", name, value)));
        return text.toString();
    }
}
