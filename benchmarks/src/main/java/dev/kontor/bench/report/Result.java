package dev.kontor.bench.report;

/// What a scenario found.
///
/// @param scenario its name
/// @param figures a record, a list or a map that becomes JSON
/// @param text the same for people, lines with their ends
public record Result(String scenario, Object figures, String text) {

    /// In place of figures.
    private record Failure(String failed) {}

    public static Result failure(String scenario, String reason) {
        return new Result(scenario, new Failure(reason), "failed: " + reason + "\n");
    }

    public boolean failed() {
        return figures instanceof Failure;
    }
}
