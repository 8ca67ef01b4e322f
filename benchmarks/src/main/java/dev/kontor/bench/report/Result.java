package dev.kontor.bench.report;

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

    /// Nothing could be measured.
    public static Result failure(String scenario, String reason) {
        return new Result(scenario, new Failure(reason), "failed: " + reason + "\n", true);
    }
}
