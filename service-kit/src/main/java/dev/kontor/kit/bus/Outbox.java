package dev.kontor.kit.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.trace.Trace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/// Publishes events with the state that they tell of: both are committed, or neither.
///
/// ```java
/// outbox.transact(session -> session.persist(grant)
///         .chain(() -> outbox.publish(session, EventTypes.GRANT_CHANGED, new GrantChanged(…))));
/// ```
///
/// [#transact] is a plain `SessionFactory.withTransaction` that wakes the relay after the commit. A caller with another
/// way of opening transactions only calls [#publish]; the relay then finds the row within a second.
@ApplicationScoped
public class Outbox {
    private final Mutiny.SessionFactory sessions;
    private final OutboxRelay relay;
    private final BusHealth bus;
    private final ObjectMapper json;
    private final String source;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong published = new AtomicLong();

    Outbox(
            Mutiny.SessionFactory sessions,
            OutboxRelay relay,
            BusHealth bus,
            ObjectMapper json,
            @ConfigProperty(name = "kontor.site.label") String label,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.sessions = sessions;
        this.relay = relay;
        this.bus = bus;
        this.json = json;
        this.source = "/sites/" + label + "/" + service;
    }

    /// Does the work in one transaction and sends what it published as soon as that is committed.
    public <T> Uni<T> transact(Function<Mutiny.Session, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            long before = published.get();
            return sessions.withTransaction(work).invoke(() -> wake(before));
        });
    }

    /// Without an event written meanwhile, by this or another transaction, the relay has nothing to look for; while
    /// there is no channel to send to, its schedule is enough.
    private void wake(long before) {
        if (published.get() != before && bus.brokerIsThere()) {
            relay.wake();
        }
    }

    /// Writes an event in the session's transaction. Whoever hears it continues the trace of the work going on here.
    ///
    /// @param type see [dev.kontor.wire.event.EventTypes]
    /// @param data any record that Jackson can write
    public Uni<Void> publish(Mutiny.Session session, String type, Object data) {
        Event event =
                Event.of(type, source, clock.instant(), json.valueToTree(data)).within(Trace.current());
        published.incrementAndGet();
        return session.persist(new OutboxEvent(source, write(event), event.time()));
    }

    private String write(Event event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("event cannot be written: " + event.type(), impossible);
        }
    }
}
