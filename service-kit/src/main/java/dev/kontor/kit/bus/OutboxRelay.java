package dev.kontor.kit.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.trace.Trace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// Sends committed outbox rows to the bus, in order, and marks them sent.
///
/// One instance of a service relays at a time: it holds the row of `outbox_lease` locked (`for update skip locked`)
/// while it sends a batch, so order survives replicas. A crash between commit and send loses nothing, one between send
/// and mark repeats the event with the same id, which the inbox of every consumer knows. Woken after each commit; the
/// schedule is the safety net. While the bus is away rows wait.
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    static final String CHANNEL = "events-out";

    // Our choice.
    private static final int BATCH = 100;
    private static final Duration SEND_DEADLINE = Duration.ofSeconds(10);
    private static final Duration KEEP_SENT = Duration.ofDays(1);

    private static final String LEASE = "select id from outbox_lease where id = 1 for update skip locked";
    private static final String UNSENT =
            "select * from outbox_event where sent_at is null order by position limit " + BATCH;
    private static final String FORGET = "delete from outbox_event where sent_at < :before";

    private final Mutiny.SessionFactory sessions;
    private final MutinyEmitter<String> events;
    private final BusHealth bus;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Counter sent;
    private final Clock clock = Clock.systemUTC();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    OutboxRelay(
            Mutiny.SessionFactory sessions,
            @Channel(CHANNEL) MutinyEmitter<String> events,
            BusHealth bus,
            ObjectMapper json,
            Vertx vertx,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.bus = bus;
        this.events = events;
        this.json = json;
        this.vertx = vertx;
        this.sent = Counter.builder("kontor.events.sent").register(meters);
    }

    /// Sends what is there, soon, on an event loop of its own choice.
    public void wake() {
        again.set(true);
        if (bus.brokerIsThere() && running.compareAndSet(false, true)) {
            again.set(false);
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(nothing -> relayAll().subscribe().with(ignored -> onEnd(), this::onFailure));
        }
    }

    @Scheduled(every = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public void safetyNet() {
        wake();
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> forgetSent() {
        Instant before = clock.instant().minus(KEEP_SENT);
        return sessions.withTransaction(session -> session.createNativeQuery(FORGET)
                        .setParameter("before", before)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Integer> relayAll() {
        return relayBatch()
                .chain(count -> count == BATCH ? relayAll() : Uni.createFrom().item(count));
    }

    private Uni<Integer> relayBatch() {
        return sessions.withTransaction(session -> session.createNativeQuery(LEASE, Integer.class)
                .getResultList()
                .chain(lease -> lease.isEmpty() ? Uni.createFrom().item(0) : sendUnsent(session)));
    }

    private Uni<Integer> sendUnsent(Mutiny.Session session) {
        return session.createNativeQuery(UNSENT, OutboxEvent.class)
                .getResultList()
                .chain(this::sendInOrder);
    }

    private Uni<Integer> sendInOrder(List<OutboxEvent> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(this::send)
                .collect()
                .asList()
                .map(List::size);
    }

    /// The broker confirms on a thread of its own; the session must be touched on its own context only.
    private Uni<OutboxEvent> send(OutboxEvent row) {
        Context context = vertx.getOrCreateContext();
        return events.sendMessage(Message.of(row.payload, metadata(row)))
                .ifNoItem()
                .after(SEND_DEADLINE)
                .fail()
                .emitOn(command -> context.runOnContext(nothing -> command.run()))
                .invoke(() -> {
                    row.sentAt = clock.instant();
                    sent.increment();
                })
                .replaceWith(row);
    }

    /// Both connectors' words for the content type; on Kafka one service's events share a key, hence a partition. The
    /// connector turns the trace into a header of its own.
    private Metadata metadata(OutboxEvent row) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", Event.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8));
        return Metadata.of(
                TracingMetadata.withCurrent(Trace.of(traceparent(row))),
                OutgoingAmqpMetadata.builder()
                        .withContentType(Event.MEDIA_TYPE)
                        .withDurable(true)
                        .build(),
                OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(row.source)
                        .withHeaders(headers)
                        .build());
    }

    private String traceparent(OutboxEvent row) {
        try {
            return json.readTree(row.payload).path("traceparent").asText();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("event cannot be read: " + row.position, impossible);
        }
    }

    private void onEnd() {
        if (failing.compareAndSet(true, false)) {
            LOG.info("events flow again");
        }
        running.set(false);
        if (again.get()) {
            wake();
        }
    }

    private void onFailure(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf("events wait in the outbox reason=%s", failure);
        }
        running.set(false);
    }
}
