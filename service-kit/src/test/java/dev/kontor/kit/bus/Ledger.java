package dev.kontor.kit.bus;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;

/// A listener that writes down what it hears and fails as often as an event tells it to.
@ApplicationScoped
public class Ledger implements EventListener {
    static final String NOTED = "dev.kontor.test.noted";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ConcurrentHashMap<String, String> traces = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicInteger> tries = new ConcurrentHashMap<>();

    /// The test event.
    public record Noted(String text, int failures) {}

    @Override
    public Set<String> types() {
        return Set.of(NOTED);
    }

    @Override
    public Uni<Void> on(Event event, Mutiny.Session session) {
        String text = event.data().get("text").asText();
        traces.put(text, Span.current().getSpanContext().getTraceId());
        int failures = event.data().get("failures").asInt();
        int attempt = tries.computeIfAbsent(text, key -> new AtomicInteger()).incrementAndGet();
        return session.createNativeQuery("insert into ledger (text) values (:text)")
                .setParameter("text", text)
                .executeUpdate()
                .chain(() -> attempt <= failures ? fail(attempt, text) : note(text));
    }

    BlockingQueue<String> heard() {
        return heard;
    }

    String trace(String text) {
        return traces.getOrDefault(text, "");
    }

    int tries(String text) {
        AtomicInteger count = tries.get(text);
        return count == null ? 0 : count.get();
    }

    private Uni<Void> note(String text) {
        heard.add(text);
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> fail(int attempt, String text) {
        return Uni.createFrom().failure(new IllegalStateException("failure %d of %s".formatted(attempt, text)));
    }
}
