package dev.kontor.discovery.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one contestant showed in one scenario.
///
/// @param figures numbers and words by their names, in the order in which they are shown
/// @param missed what of the bar was not reached, in words; empty when there is no bar
public record Row(String scenario, String peer, Map<String, Object> figures, List<String> missed) {
    static final String ABSENT = "absent";

    public Row {
        figures = new LinkedHashMap<>(figures);
        missed = List.copyOf(missed);
    }

    public Row(String scenario, String peer, Map<String, Object> figures) {
        this(scenario, peer, figures, List.of());
    }

    /// A contestant that could not take part.
    public static Row absent(String scenario, String peer, String reason) {
        return new Row(scenario, peer, Map.of(ABSENT, reason));
    }

    /// Whether the contestant took part.
    public boolean isPresent() {
        return !figures.containsKey(ABSENT);
    }

    public boolean reached() {
        return missed.isEmpty();
    }

    /// The same, judged: `text` was missed unless it holds.
    public Row must(boolean holds, String text) {
        List<String> all = new ArrayList<>(missed);
        if (!holds) {
            all.add(text);
        }
        return new Row(scenario, peer, figures, all);
    }

    /// A figure as a number; 0 when there is none.
    public double number(String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scenario", scenario);
        fields.put("peer", peer);
        fields.putAll(figures);
        if (isPresent()) {
            fields.put("reached", reached());
            fields.put("missed", missed);
        }
        return fields;
    }
}
