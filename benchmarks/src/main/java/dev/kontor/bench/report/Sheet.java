package dev.kontor.bench.report;

import dev.kontor.bench.meter.Machine;
import java.util.ArrayList;
import java.util.List;

/// Collects what a scenario finds: lines, bars and remarks. For one thread.
public final class Sheet {
    private final String scenario;
    private final boolean judged;
    private final List<Line> lines = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param judged whether a bar that is missed is a failure; not so when little was measured
    public Sheet(String scenario, boolean judged) {
        this.scenario = scenario;
        this.judged = judged;
    }

    /// Enters a line with the load average of the last minute.
    public Sheet line(Line line) {
        lines.add(line.with("load", Machine.load().getFirst()));
        return this;
    }

    public Sheet atLeast(String what, double seen, double must, String unit) {
        return bar(new Bar(what, seen, true, must, unit));
    }

    public Sheet atMost(String what, double seen, double must, String unit) {
        return bar(new Bar(what, seen, false, must, unit));
    }

    private Sheet bar(Bar bar) {
        bars.add(bar);
        return line(Line.of(scenario, "bar")
                .with("bar", bar.what())
                .with("seen", bar.seen())
                .with("must", bar.limit())
                .with("holds", bar.holds()));
    }

    public Sheet note(String note) {
        notes.add(note);
        return this;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /// All of it, below the tables.
    public Result result(Object tables) {
        StringBuilder text = new StringBuilder(tables.toString());
        notes.forEach(note -> text.append(note).append('\n'));
        bars.forEach(bar -> text.append(bar.text(judged)).append('\n'));
        boolean missed = judged && bars.stream().anyMatch(bar -> !bar.holds());
        return new Result(scenario, List.copyOf(lines), text.toString(), missed);
    }
}
