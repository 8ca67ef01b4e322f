package dev.kontor.bench.trace;

/// A piece of work that a service reports.
///
/// @param trace hex
/// @param id hex
/// @param parent hex; empty when it begins the trace
/// @param site label of the site
/// @param beginNanos since 1970
/// @param endNanos since 1970
public record Span(
        String trace,
        String id,
        String parent,
        String site,
        String service,
        String name,
        long beginNanos,
        long endNanos) {
    double millis() {
        return (endNanos - beginNanos) / 1e6;
    }

    String place() {
        return (site + " " + service).strip();
    }
}
