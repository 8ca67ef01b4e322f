package dev.kontor.kit.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/// Spans of work that blocks on threads of our own, which no framework sees.
public final class Spans {
    private static final String SCOPE = "dev.kontor";

    /// A part of a request's work.
    @FunctionalInterface
    public interface Step<T, E1 extends Exception, E2 extends Exception> {
        T run() throws E1, E2;
    }

    private Spans() {}

    /// Does a part of the work that goes on, as a span of its trace.
    public static <T, E1 extends Exception, E2 extends Exception> T step(String name, Step<T, E1, E2> step)
            throws E1, E2 {
        return within(start(name, SpanKind.INTERNAL, Context.current()), step);
    }

    /// Answers a partner, as a span of the partner's trace; of a trace of its own when the text is empty.
    public static <T> T answering(String name, String traceparent, Supplier<T> answer) {
        return Spans.<T, RuntimeException, RuntimeException>within(
                start(name, SpanKind.SERVER, Trace.of(traceparent)), answer::get);
    }

    /// The same work, on whatever thread, within the trace of whoever hands it over.
    public static Runnable carried(Runnable work) {
        return Context.current().wrap(work);
    }

    private static Span start(String name, SpanKind kind, Context parent) {
        return GlobalOpenTelemetry.getTracer(SCOPE)
                .spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .startSpan();
    }

    private static <T, E1 extends Exception, E2 extends Exception> T within(Span span, Step<T, E1, E2> step)
            throws E1, E2 {
        boolean done = false;
        try (Scope _ = span.makeCurrent()) {
            T result = step.run();
            done = true;
            return result;
        } finally {
            if (!done) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
