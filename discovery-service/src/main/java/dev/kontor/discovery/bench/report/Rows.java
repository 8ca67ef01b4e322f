package dev.kontor.discovery.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Rows in writing.
public final class Rows {
    private static final int NAME = 30;
    private static final int CELL = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {}

    /// A list of flat objects on one line.
    public static String json(List<Row> rows) {
        try {
            return JSON.writeValueAsString(rows.stream().map(Row::fields).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("rows of numbers and words", impossible);
        }
    }

    /// The rows of one scenario, each as a column, because they have few columns and many figures.
    public static String table(List<Row> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.figures().keySet()));
        names.remove(Row.ABSENT);
        List<Row> present = rows.stream().filter(Row::isPresent).toList();
        StringBuilder text = new StringBuilder();
        if (!present.isEmpty()) {
            text.append(line(present.getFirst().scenario(), present, Row::peer));
            names.forEach(name -> text.append(line(name, present, row -> shown(row.figures(), name))));
        }
        rows.forEach(row -> remarks(text, row));
        return text.toString();
    }

    private static String line(String name, List<Row> rows, Function<Row, String> cell) {
        StringBuilder line = new StringBuilder(("%-" + NAME + "s").formatted(name));
        rows.forEach(row -> line.append((" %" + CELL + "s").formatted(cell.apply(row))));
        return line.append('\n').toString();
    }

    private static String shown(Map<String, Object> figures, String name) {
        return switch (figures.get(name)) {
            case null -> "";
            case Double number ->
                String.format(Locale.ROOT, number < 1 ? "%.4f" : number < 100 ? "%.2f" : "%.0f", number);
            case Object other -> other.toString();
        };
    }

    private static void remarks(StringBuilder text, Row row) {
        Object absent = row.figures().get(Row.ABSENT);
        if (absent != null) {
            text.append("%s did not take part: %s%n".formatted(row.peer(), absent));
        }
        row.missed().forEach(missed -> text.append("%s missed: %s%n".formatted(row.peer(), missed)));
    }
}
