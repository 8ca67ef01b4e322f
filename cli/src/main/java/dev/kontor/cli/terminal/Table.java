package dev.kontor.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rows under headings, in columns as wide as their widest cell.
///
/// The last column is never padded, and is the only one that may exceed the width of the terminal.
public final class Table {

    private static final String GAP = "  ";
    private static final int MAX_CELL = 60;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /// Adds a row; it has as many cells as there are headings.
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalStateException(
                    "a row of " + cells.length + " cells under " + headings.size() + " headings");
        }
        var safe = new ArrayList<String>(cells.length);
        for (int column = 0; column < cells.length; column++) {
            String cell = Terminal.clean(cells[column]).strip();
            safe.add(column == cells.length - 1 ? cell : shorten(cell));
        }
        rows.add(safe);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The lines of the table, headings first; nothing trails a line.
    public List<String> lines() {
        int[] widths = widths();
        var lines = new ArrayList<String>(rows.size() + 1);
        lines.add(line(headings, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return Collections.unmodifiableList(lines);
    }

    /// Prints the table, or the given sentence when it has no rows.
    public void print(Terminal terminal, String whenEmpty) {
        if (isEmpty()) {
            terminal.note(whenEmpty);
        } else {
            lines().forEach(terminal::print);
        }
    }

    private int[] widths() {
        int[] widths = headings.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell);
            if (column < cells.size() - 1) {
                line.repeat(' ', widths[column] - length(cell)).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String shorten(String cell) {
        return length(cell) <= MAX_CELL ? cell : cell.substring(0, cell.offsetByCodePoints(0, MAX_CELL - 1)) + "…";
    }
}
