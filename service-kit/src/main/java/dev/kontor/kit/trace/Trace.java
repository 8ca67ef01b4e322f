package dev.kontor.kit.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The trace that a request belongs to, as the W3C `traceparent` text that outlives it: in the outbox, within the
/// event, and in the frames between two sites.
public final class Trace {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String FIELD = "traceparent";
    private static final TextMapGetter<Map<String, String>> READ = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private Trace() {}

    /// That of the work that is going on, if it has one.
    public static Optional<String> current() {
        Map<String, String> fields = new HashMap<>();
        W3C.inject(Context.current(), fields, Trace::put);
        return Optional.ofNullable(fields.get(FIELD));
    }

    /// A context whose spans continue it; of an empty text, one whose spans begin a trace.
    public static Context of(String traceparent) {
        return W3C.extract(Context.root(), Map.of(FIELD, traceparent), READ);
    }

    private static void put(@Nullable Map<String, String> fields, String name, String value) {
        if (fields != null) {
            fields.put(name, value);
        }
    }
}
