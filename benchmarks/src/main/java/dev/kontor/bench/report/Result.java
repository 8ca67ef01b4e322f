package dev.kontor.bench.report;

import java.util.List;

/// What a scenario found.
///
/// @param scenario its name
/// @param figures a record, a list or a map that becomes JSON
/// @param text the same for people, lines with their ends
/// @param failed whether something is not as it has to be
public record Result(String scenario, Object figures, String text, boolean failed) {

    /// In place of figures.
    private record Failure(String failed) {}

    public Result(String scenario, Object figures, String text) {
        this(scenario, figures, text, false);
    }

    /// The figures as lines, where they are told so.
    List<Line> lines() {
        return switch (figures) {
            case Failure(var reason) -> List.of(Line.of(scenario, "Kontor").with("failed", reason));
            case List<?> list
            when list.stream().allMatch(Line.class::isInstance) ->
                list.stream().map(Line.class::cast).toList();
            default -> List.of();
        };
    }

    /// Nothing could be measured.
    public static Result failure(String scenario, String reason) {
        return new Result(scenario, new Failure(reason), "failed: " + reason + "\n", true);
    }
}
