package dev.kontor.bench.report;

import java.util.Locale;

/// What must be reached, and what was.
///
/// @param what is compared
/// @param seen what was measured
/// @param atLeast whether more is better
/// @param must what is to be reached
/// @param unit of both
public record Bar(String what, double seen, boolean atLeast, double must, String unit) {

    boolean holds() {
        return atLeast ? seen >= must : seen <= must;
    }

    /// The limit alone.
    String limit() {
        return (atLeast ? "≥ " : "≤ ") + number(must) + (unit.isEmpty() ? "" : " " + unit);
    }

    /// One sentence.
    ///
    /// @param judged whether the figures mean anything
    String text(boolean judged) {
        String verdict = holds() ? "holds" : "MISSED";
        return "bar: " + what + ": " + number(seen) + (unit.isEmpty() ? "" : " " + unit) + ", must be " + limit() + ": "
                + (judged ? verdict : "not judged, little was measured");
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
