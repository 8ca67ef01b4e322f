package dev.kontor.kit.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// Hears the bus and lets each event take effect once.
///
/// Per event: in one transaction its id is inserted into `inbox_event` and every listener that wants it runs; an id
/// that is already there ends it. An event that fails [#TRIES] times is kept as a dead letter in the same table, for
/// [DeadLetters], counted, and rejected, so that the broker's own dead-letter queue has it too. While the database is
/// away the inbox waits: that is not the event's fault. Events are handled one after another, in order of arrival.
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    // Our choice.
    /// How often an event is tried in all.
    public static final int TRIES = 3;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration KEEP = Duration.ofDays(7);
    private static final int LONGEST_REASON = 500;

    private static final String MARK = "insert into inbox_event (id, type, source, received_at)"
            + " values (:id, :type, :source, :at) on conflict (id) do nothing";
    private static final String BURY = "insert into inbox_event (id, type, source, received_at, failure, payload)"
            + " values (:id, :type, :source, :at, :failure, :payload) on conflict (id) do nothing";
    private static final String FORGET = "delete from inbox_event where failure is null and received_at < :before";

    private final Mutiny.SessionFactory sessions;
    private final Map<String, List<EventListener>> listeners;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();

    Inbox(Mutiny.SessionFactory sessions, @All List<EventListener> listeners, ObjectMapper json, MeterRegistry meters) {
        this.sessions = sessions;
        this.listeners = byType(listeners);
        this.json = json;
        this.meters = meters;
    }

    @Incoming("events-in")
    public Uni<Void> hear(String payload) {
        Event event;
        try {
            event = json.readValue(payload, Event.class);
        } catch (JsonProcessingException malformed) {
            return giveUpOnMalformed(malformed);
        }
        List<EventListener> interested = listeners.getOrDefault(event.type(), List.of());
        return interested.isEmpty() ? Uni.createFrom().voidItem() : handle(event, payload, interested);
    }

    @Scheduled(
            every = "1h",
            delayed = "6m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> forgetOld() {
        Instant before = clock.instant().minus(KEEP);
        return sessions.withTransaction(session -> session.createNativeQuery(FORGET)
                        .setParameter("before", before)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Map<String, List<EventListener>> byType(List<EventListener> listeners) {
        Map<String, List<EventListener>> byType = new HashMap<>();
        for (EventListener listener : listeners) {
            for (String type : listener.types()) {
                byType.computeIfAbsent(type, none -> new ArrayList<>()).add(listener);
            }
        }
        return Map.copyOf(byType);
    }

    private Uni<Void> handle(Event event, String payload, List<EventListener> interested) {
        return attempt(event, payload, interested, 1);
    }

    private Uni<Void> attempt(Event event, String payload, List<EventListener> interested, int number) {
        return Uni.createFrom()
                .deferred(() -> once(event, interested))
                .onFailure()
                .recoverWithUni(failure -> awaitDatabase().chain(wasAway -> {
                    if (!wasAway && number >= TRIES) {
                        return bury(event, payload, failure);
                    }
                    return pause().chain(() -> attempt(event, payload, interested, wasAway ? number : number + 1));
                }));
    }

    /// Whether the database was away; answers only when it is there.
    private Uni<Boolean> awaitDatabase() {
        AtomicBoolean away = new AtomicBoolean();
        return Uni.createFrom()
                .deferred(() -> sessions.withSession(
                        session -> session.createNativeQuery("select 1").getSingleResult()))
                .onFailure()
                .invoke(down -> {
                    if (!away.getAndSet(true)) {
                        LOG.warnf("events wait for the database reason=%s", down);
                    }
                })
                .onFailure()
                .retry()
                .withBackOff(PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .map(there -> away.get());
    }

    private static Uni<Void> pause() {
        return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE);
    }

    private Uni<Void> once(Event event, List<EventListener> interested) {
        return sessions.withTransaction(session -> mark(session, event)
                .chain(fresh -> fresh
                        ? tellAll(session, event, interested)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> mark(Mutiny.Session session, Event event) {
        return session.createNativeQuery(MARK)
                .setParameter("id", event.id())
                .setParameter("type", event.type())
                .setParameter("source", event.source())
                .setParameter("at", clock.instant())
                .executeUpdate()
                .map(rows -> rows > 0);
    }

    private static Uni<Void> tellAll(Mutiny.Session session, Event event, List<EventListener> interested) {
        return Multi.createFrom()
                .iterable(interested)
                .onItem()
                .transformToUniAndConcatenate(listener -> listener.on(event, session))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> bury(Event event, String payload, Throwable failure) {
        return record(event, payload, failure).onFailure().recoverWithNull().chain(() -> {
            LOG.errorf(failure, "event became a dead letter event=%s type=%s", event.id(), event.type());
            meters.counter("kontor.events.dead", "type", event.type()).increment();
            return Uni.createFrom().failure(failure);
        });
    }

    private Uni<Void> record(Event event, String payload, Throwable failure) {
        String reason = String.valueOf(failure);
        return sessions.withTransaction(session -> session.createNativeQuery(BURY)
                        .setParameter("id", event.id())
                        .setParameter("type", event.type())
                        .setParameter("source", event.source())
                        .setParameter("at", clock.instant())
                        .setParameter("failure", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                        .setParameter("payload", payload)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Void> giveUpOnMalformed(JsonProcessingException malformed) {
        LOG.errorf("malformed message became a dead letter reason=%s", malformed.getOriginalMessage());
        meters.counter("kontor.events.dead", "type", "malformed").increment();
        return Uni.createFrom().failure(malformed);
    }
}
