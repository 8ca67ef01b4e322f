package dev.kontor.bench.trace;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The spans of one trace as an indented text: when each began, how long it took, where, what. Pure.
final class SpanTree {
    private static final Comparator<Span> BY_TIME = Comparator.comparingLong(Span::beginNanos);

    private final List<Span> spans;
    private final Set<String> told = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private final long origin;

    private SpanTree(List<Span> spans, long origin) {
        this.spans = spans.stream().sorted(BY_TIME).toList();
        this.origin = origin;
    }

    /// A span whose parent was not reported stands at the left, like one that has none.
    ///
    /// @param origin the time that the others are told from, in nanoseconds since 1970
    static String of(List<Span> spans, long origin) {
        SpanTree tree = new SpanTree(spans, origin);
        Set<String> ids = spans.stream().map(Span::id).collect(Collectors.toSet());
        tree.spans.stream().filter(span -> !ids.contains(span.parent())).forEach(span -> tree.tell(span, 0));
        return tree.text.toString();
    }

    private void tell(Span span, int depth) {
        if (!told.add(span.id())) {
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "%9.2f ms %9.2f ms  %s%s: %s%n",
                (span.beginNanos() - origin) / 1e6,
                span.millis(),
                "  ".repeat(depth),
                span.place(),
                span.name()));
        spans.stream().filter(child -> child.parent().equals(span.id())).forEach(child -> tell(child, depth + 1));
    }
}
