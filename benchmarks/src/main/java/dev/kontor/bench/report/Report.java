package dev.kontor.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kontor.bench.meter.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A whole run.
///
/// @param suite which scenarios belong together
/// @param command how it was called
/// @param commit what was measured, with `+changes` when the work tree had any
/// @param began when, in ISO 8601
/// @param loadBefore load averages before the first scenario
/// @param loadAfter load averages after the last one
public record Report(
        String suite,
        String command,
        String commit,
        String began,
        Machine machine,
        List<Double> loadBefore,
        List<Double> loadAfter,
        List<Result> results) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Report {
        loadBefore = List.copyOf(loadBefore);
        loadAfter = List.copyOf(loadAfter);
        results = List.copyOf(results);
    }

    public String toJson() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("suite", suite);
        tree.put("command", command);
        tree.put("commit", commit);
        tree.put("began", began);
        tree.put("machine", machine);
        tree.put("loadBefore", loadBefore);
        tree.put("loadAfter", loadAfter);
        if (inLines()) {
            tree.put("results", lines());
        } else {
            Map<String, Object> scenarios = new LinkedHashMap<>();
            results.forEach(result -> scenarios.put(result.scenario(), result.figures()));
            tree.put("scenarios", scenarios);
        }
        return json(tree);
    }

    /// What was found alone, as a list, when every scenario tells it in lines; else the whole report.
    public String toList() {
        return inLines() ? json(lines()) : toJson();
    }

    private boolean inLines() {
        return suite.equals("transfer");
    }

    private List<Line> lines() {
        return results.stream().flatMap(result -> result.lines().stream()).toList();
    }

    private static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is not JSON", impossible);
        }
    }

    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(command).append('\n');
        text.append("commit  ").append(commit).append('\n');
        text.append("machine ").append(machine).append('\n');
        text.append("load    ").append(loadBefore).append(" before, ").append(loadAfter);
        text.append(" after\n");
        results.forEach(result ->
                text.append("\n== ").append(result.scenario()).append('\n').append(result.text()));
        return text.toString();
    }
}
