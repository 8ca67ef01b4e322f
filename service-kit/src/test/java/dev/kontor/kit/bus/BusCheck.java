package dev.kontor.kit.bus;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.bus.Ledger.Noted;
import dev.kontor.kit.trace.Trace;
import io.opentelemetry.context.Scope;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the bus promises, whatever carries it; run over AMQP and over Kafka.
abstract class BusCheck {
    static final int PATIENCE_SECONDS = 40;

    @Inject
    Outbox outbox;

    @Inject
    Ledger ledger;

    @Inject
    ObjectMapper json;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    @Channel("events-out")
    MutinyEmitter<String> wire;

    final String run = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void forgetOtherTests() throws Throwable {
        publish("ready-" + run, 0);
        while (!hearNext().equals("ready-" + run)) {
            // Left over from a test before.
        }
    }

    @Test
    void deliversWhatWasCommittedInOrder() throws Throwable {
        List<String> texts =
                IntStream.range(0, 250).mapToObj(i -> run + "-" + i).toList();
        in(() -> outbox.transact(session -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (String text : texts) {
                all = all.chain(() -> outbox.publish(session, Ledger.NOTED, new Noted(text, 0)));
            }
            return all;
        }));
        for (String text : texts) {
            assertEquals(text, hearNext());
        }
    }

    @Test
    void whoHearsAnEventContinuesTheTraceOfItsPublisher() throws Throwable {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        in(() -> outbox.transact(session ->
                within(trace, () -> outbox.publish(session, Ledger.NOTED, new Noted("traced-" + run, 0)))));
        assertEquals("traced-" + run, hearNext());
        assertEquals(trace, ledger.trace("traced-" + run));
    }

    @Test
    void deliversNothingThatWasRolledBack() throws Throwable {
        assertThrows(
                IllegalStateException.class,
                () -> in(() -> outbox.transact(session -> outbox.publish(session, Ledger.NOTED, new Noted("no", 0))
                        .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("rolled back"))))));
        publish("after-" + run, 0);
        assertEquals("after-" + run, hearNext());
    }

    @Test
    void deliversAfterACrashBetweenCommitAndSend() throws Throwable {
        insertUnsent("committed-" + run);
        assertEquals("committed-" + run, hearNext());
    }

    @Test
    void takesEffectOnceWhenSentAgainAfterACrashBetweenSendAndMark() throws Throwable {
        publish("twice-" + run, 0);
        assertEquals("twice-" + run, hearNext());
        execute("update outbox_event set sent_at = null where payload like '%twice-" + run + "%'");
        publish("after-" + run, 0);
        assertEquals("after-" + run, hearNext());
        assertEquals(1, rows("twice-" + run));
    }

    @Test
    void triesAgainAndKeepsNothingOfFailedTries() throws Throwable {
        publish("third-time-" + run, Inbox.TRIES - 1);
        assertEquals("third-time-" + run, hearNext());
        publish("after-" + run, 0);
        assertEquals("after-" + run, hearNext());
        assertEquals(Inbox.TRIES, ledger.tries("third-time-" + run));
        assertEquals(1, rows("third-time-" + run));
    }

    @Test
    @TestSecurity(user = "gateway", roles = "gateway-service")
    void makesADeadLetterOfWhatAlwaysFailsAndGoesOn() throws Throwable {
        publish("hopeless-" + run, Integer.MAX_VALUE);
        publish("after-" + run, 0);
        assertEquals("after-" + run, hearNext());
        assertEquals(Inbox.TRIES, ledger.tries("hopeless-" + run));
        assertEquals(0, rows("hopeless-" + run));
        checkAndDiscard("hopeless-" + run);
        awaitBrokersDeadLetter("hopeless-" + run);
    }

    private static void checkAndDiscard(String text) {
        DeadLetters.DeadLetter letter = Stream.of(listDeadLetters())
                .filter(dead -> dead.reason().contains(text))
                .findFirst()
                .orElseThrow();
        assertEquals(Ledger.NOTED, letter.type());
        assertTrue(letter.source().endsWith("/kit-service"));
        given().delete("/internal/dead-letters/" + letter.id()).then().statusCode(204);
        assertTrue(Stream.of(listDeadLetters()).noneMatch(dead -> dead.id().equals(letter.id())));
    }

    private static DeadLetters.DeadLetter[] listDeadLetters() {
        return given().get("/internal/dead-letters").as(DeadLetters.DeadLetter[].class);
    }

    @Test
    void survivesMalformedMessages() throws Throwable {
        in(() -> wire.send("{ no event"));
        in(() -> wire.send("{\"specversion\":\"0.3\",\"id\":\"x\",\"type\":\"dev.kontor.x\",\"source\":\"/\"}"));
        publish("after-" + run, 0);
        assertEquals("after-" + run, hearNext());
    }

    /// Waits until the broker's own dead-letter queue has a message with this text.
    abstract void awaitBrokersDeadLetter(String text) throws Exception;

    void publish(String text, int failures) throws Throwable {
        in(() -> outbox.transact(session -> outbox.publish(session, Ledger.NOTED, new Noted(text, failures))));
    }

    String hearNext() throws InterruptedException {
        String text = ledger.heard().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return text == null ? "nothing within the deadline" : text;
    }

    /// A committed row that nobody was woken for, as a crash leaves it.
    private void insertUnsent(String text) throws Throwable {
        Event event =
                Event.of(Ledger.NOTED, "/sites/acme/kit-service", Instant.EPOCH, json.valueToTree(new Noted(text, 0)));
        String payload = json.writeValueAsString(event);
        in(() -> sessions.withTransaction(
                session -> session.persist(new OutboxEvent("/sites/acme/kit-service", payload, Instant.EPOCH))));
    }

    private void execute(String sql) throws Throwable {
        in(() -> sessions.withTransaction(
                session -> session.createNativeQuery(sql).executeUpdate()));
    }

    private int rows(String text) throws Throwable {
        return in(() -> sessions.withSession(
                session -> session.createNativeQuery("select * from ledger where text = :text", String.class)
                        .setParameter("text", text)
                        .getResultList()
                        .map(List::size)));
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private static <T> T within(String trace, Supplier<T> work) {
        try (Scope working = Trace.of("00-" + trace + "-b7ad6b7169203331-01").makeCurrent()) {
            return work.get();
        }
    }

    static <T> T in(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }
}
