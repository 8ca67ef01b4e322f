package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.PartnerSnapshot;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.event.PartnerState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pausing, resuming, cancelling and limiting what is received. The partner holds back most of it, so that
/// nothing here depends on speed.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(user = "gateway", roles = "gateway-service")
@Timeout(60)
class SteeringTest {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 10;
    private static final int SIZE = PIECES * PIECE;
    private static final AtomicLong SEEDS = new AtomicLong(3_000_000);

    @Inject
    ServiceUnderTest service;

    @TempDir
    private Path folder;

    private final byte[] content = Generator.seeded(SEEDS.incrementAndGet()).bytes(SIZE);
    private DataPortRig partner;
    private PartnerSnapshot snapshot;

    @BeforeEach
    void publish() throws Exception {
        partner =
                new DataPortRig(folder, service.self().siteId(), service.self().caKeyHash());
        partner.shelf.countersignAs(partner.sender);
        service.announce(
                List.of(partner.sender.descriptor(List.of(partner.endpoint())).encoded()));
        service.trust(
                List.of(partner.sender.asPartner("acme", PartnerState.ACTIVE, List.of(partner.endpoint()))), List.of());
        snapshot = PartnerSnapshot.publish(partner.sender, partner.senderStore, 1, Map.of("big.bin", content));
        partner.shelf.publish(snapshot, service.self().siteId(), service.hpkeKey());
    }

    @AfterEach
    void part() {
        given().delete("/api/v1/limits").then().statusCode(200);
        partner.close();
    }

    private String path() {
        return "/internal/content/" + partner.sender.orgId() + "/" + PartnerSnapshot.NAMESPACE + "/big.bin";
    }

    /// Lets the first pieces through and no more.
    private void holdAfter(int pieces) {
        Set<Bytes> held = snapshot.pieces().stream()
                .skip(snapshot.pieces().size() - PIECES + pieces)
                .map(PieceId::bytes)
                .collect(Collectors.toSet());
        partner.shelf.hold(held::contains);
    }

    private byte[] part(int from, int to) {
        return given().header("Range", "bytes=" + from + "-" + (to - 1))
                .get(path())
                .then()
                .statusCode(206)
                .extract()
                .asByteArray();
    }

    private String field(String name) {
        return String.valueOf(given().get("/api/v1/transfers")
                .<Object>path("find { it.partner == '" + partner.sender.orgId() + "' }." + name));
    }

    private void awaitState(String state) {
        ServiceUnderTest.await(() -> field("state").equals(state));
    }

    private void turn(String id, String verb, int status) {
        given().header("Kontor-Actor", "alice")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/transfers/" + id + "/" + verb)
                .then()
                .statusCode(status);
    }

    private void limit(String way, String rules) {
        given().contentType(ContentType.JSON)
                .body("{\"" + way + "\":\"" + rules + "\",\"zone\":\"Europe/Berlin\"}")
                .put("/api/v1/limits")
                .then()
                .statusCode(200)
                .body(way + ".rules", equalTo(rules))
                .body(way + ".zone", equalTo("Europe/Berlin"));
    }

    @Test
    void aPausedTransferKeepsWhatIsHereTellsItsReadersAndGoesOnWhenResumed() {
        holdAfter(4);
        assertArrayEquals(Arrays.copyOfRange(content, 0, PIECE), part(0, PIECE));
        ServiceUnderTest.await(() -> field("fetchedPieces").equals("5"));
        String id = field("transferId");
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(
                () -> given().header("Range", "bytes=-10").get(path()).statusCode());
        turn(id, "pause", 200);
        assertEquals("PAUSED", field("state"));
        assertEquals("paused by alice", field("reason"));
        // Whoever waited has an answer long before its patience ends: told, or cut off in the middle of a body.
        waiting.exceptionally(_ -> 0).join();
        ServiceUnderTest.await(() -> field("sources").equals("null"));
        given().header("Range", "bytes=-10")
                .get(path())
                .then()
                .statusCode(503)
                .body("detail", containsString("is paused here; 'kontor transfers resume " + id + "'"));
        assertEquals("5", field("fetchedPieces"));
        turn(id, "pause", 200);

        partner.shelf.hold(_ -> false);
        turn(id, "resume", 200);
        awaitState("COUNTERSIGNED");
        // The index and each piece came once.
        assertEquals(snapshot.pieces().size(), partner.shelf.questions());
        assertArrayEquals(Arrays.copyOfRange(content, SIZE - 10, SIZE), part(SIZE - 10, SIZE));
        turn(id, "resume", 409);
        turn(id, "cancel", 409);
        turn("0".repeat(32), "pause", 404);
    }

    @Test
    void aCancelledTransferBeginsAgainWhenSomebodyAsks() {
        holdAfter(2);
        part(0, PIECE);
        String id = field("transferId");
        turn(id, "cancel", 200);
        ServiceUnderTest.await(() -> field("sources").equals("null"));
        assertEquals("FAILED", field("state"));
        assertEquals("cancelled by alice", field("reason"));
        partner.shelf.hold(_ -> false);
        ServiceUnderTest.await(
                () -> given().header("Range", "bytes=0-9").get(path()).statusCode() == 206);
        awaitState("COUNTERSIGNED");
        assertEquals(id, field("transferId"));
    }

    @Test
    void aTransferWhosePartnerGoesAwayStaysOpenAndSaysWhy() {
        holdAfter(2);
        part(0, PIECE);
        partner.close();
        ServiceUnderTest.await(() -> field("reason").contains("gave up after"));
        assertEquals("FETCHING", field("state"));
    }

    @Test
    void aPausedOneCanBeCancelled() {
        holdAfter(2);
        part(0, PIECE);
        String id = field("transferId");
        turn(id, "pause", 200);
        turn(id, "cancel", 200);
        assertEquals("FAILED", field("state"));
    }

    @Test
    void nothingMovesBelowALimitOfZeroAndEverybodyIsToldWhy() {
        limit("receive", "0");
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(() -> part(0, PIECE));
        ServiceUnderTest.await(() -> field("waitingFor").equals("the limit 0"));
        assertEquals("0", field("fetchedPieces"));
        limit("receive", "unlimited");
        assertArrayEquals(Arrays.copyOfRange(content, 0, PIECE), reader.join());
        awaitState("COUNTERSIGNED");
    }

    @Test
    void listenersHearOfTransfersAndAreToldWhyTheyWait() throws Exception {
        limit("receive", "0");
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(() -> part(0, PIECE));
        ServiceUnderTest.await(() -> field("waitingFor").equals("the limit 0"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/transfers/events"))
                .build();
        String id = field("transferId");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertEquals(200, response.statusCode());
            String type = response.headers().firstValue("Content-Type").orElse("");
            assertTrue(type.startsWith("text/event-stream"), type);
            Iterator<String> lines = response.body().iterator();
            String first = next(lines, id);
            assertTrue(first.contains("\"waitingFor\":\"the limit 0\""), first);
            limit("receive", "unlimited");
            String last = next(lines, "COUNTERSIGNED");
            assertTrue(last.contains(id) && last.contains("\"fetchedBytes\""), last);
            client.shutdownNow();
        }
        reader.join();
    }

    private static String next(Iterator<String> lines, String containing) {
        String line = lines.next();
        while (!line.startsWith("data:") || !line.contains(containing)) {
            line = lines.next();
        }
        return line;
    }

    @Test
    void aStreamOfEventsEndsWithTheSession() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/transfers/events"))
                .header("Last-Event-ID", "99999999999999")
                .header("Kontor-Session-Ends", Long.toString(Instant.now().getEpochSecond() + 3))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data:"))
                    .toList();
            // Nothing of what was over before is told again.
            assertTrue(lines.size() <= 1, lines.toString());
        }
    }

    @Test
    void limitsAreShownCheckedAndReset() {
        given().get("/api/v1/limits")
                .then()
                .statusCode(200)
                .body("receive.rules", equalTo("unlimited"))
                .body("receive.set", equalTo(false))
                .body("receive.bytesPerSecond", nullValue());
        limit("send", "00:00-24:00 20MB/s");
        given().get("/api/v1/limits")
                .then()
                .body("send.bytesPerSecond", equalTo(20_000_000))
                .body("send.set", equalTo(true))
                .body("receive.set", equalTo(false));
        refused("{\"send\":\"fast\",\"zone\":\"UTC\"}", "send", "'fast' is no rate");
        refused("{\"send\":\"1MB/s\",\"zone\":\"Mars\"}", "zone", "names whose times");
        refused("{\"send\":\"1MB/s\"}", "zone", "");
        refused("{\"zone\":\"UTC\"}", "receive", "name receive or send");
        given().delete("/api/v1/limits").then().statusCode(200).body("send.rules", equalTo("unlimited"));
    }

    private static void refused(String body, String field, String reason) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/limits")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(field))
                .body("violations[0].reason", startsWith(reason));
    }
}
