package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.frame.Frame;
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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Reading a snapshot of which most is still on its way. The partner holds back what a test tells it to, so nothing
/// here depends on speed.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(user = "gateway", roles = "gateway-service")
@Timeout(60)
class ReadingWhileFetchingTest {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 12;
    private static final int SIZE = PIECES * PIECE - 1000;
    private static final AtomicLong SEEDS = new AtomicLong(1_000_000);

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
        Map<String, byte[]> contents = new HashMap<>();
        contents.put("big.bin", content);
        snapshot = PartnerSnapshot.publish(partner.sender, partner.senderStore, 1, contents);
        partner.shelf.publish(snapshot, service.self().siteId(), service.hpkeKey());
    }

    @AfterEach
    void part() {
        partner.close();
    }

    private String path() {
        return "/internal/content/" + partner.sender.orgId() + "/" + PartnerSnapshot.NAMESPACE + "/big.bin";
    }

    private ValidatableResponse range(String range) {
        return given().header("Range", "bytes=" + range).get(path()).then();
    }

    private byte[] part(int from, int to) {
        byte[] body = range(from + "-" + (to - 1)).statusCode(206).extract().asByteArray();
        assertArrayEquals(Arrays.copyOfRange(content, from, to), body);
        return body;
    }

    /// Holds back the pieces of the content but for these.
    private void holdAllBut(Integer... places) {
        Set<Bytes> held = new HashSet<>();
        for (int place = 0; place < PIECES; place++) {
            if (!List.of(places).contains(place)) {
                held.add(contentPieces().get(place).bytes());
            }
        }
        partner.shelf.hold(held::contains);
    }

    private List<PieceId> contentPieces() {
        return snapshot.pieces()
                .subList(snapshot.pieces().size() - PIECES, snapshot.pieces().size());
    }

    private HttpResponse<InputStream> stream(HttpClient client) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + RestAssured.port + path());
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private void awaitReceipt() {
        ServiceUnderTest.await(() -> given().get("/api/v1/transfers")
                .path("find { it.partner == '" + partner.sender.orgId() + "' }.state")
                .equals("COUNTERSIGNED"));
        given().get("/api/v1/transfers")
                .then()
                .body("findAll { it.partner == '" + partner.sender.orgId() + "' }.size()", equalTo(1));
    }

    @Test
    void aRangeAcrossAPieceBoundaryNeedsNothingElse() {
        holdAllBut(6, 7);
        range(7 * PIECE - 10 + "-" + (7 * PIECE + 9))
                .statusCode(206)
                .header("Content-Range", "bytes " + (7 * PIECE - 10) + "-" + (7 * PIECE + 9) + "/" + SIZE)
                .header("Kontor-Receipt", nullValue())
                .header("ETag", notNullValue());
        part(7 * PIECE - 10, 7 * PIECE + 10);
        partner.shelf.hold(_ -> false);
        awaitReceipt();
        range("0-9").statusCode(206).header("Kontor-Receipt", notNullValue());
        // No piece came twice.
        assertEquals(snapshot.pieces().size(), partner.shelf.questions());
    }

    @Test
    void aSmallPartOfAPieceThatTakesItsTimeComesByItsLeaves() {
        holdAllBut();
        partner.shelf.giveLeaves();
        for (int from : new int[] {0, 5 * PIECE + 16_383, 7 * PIECE + 100_000, 8 * PIECE - 20, SIZE - 1000}) {
            part(from, Math.min(SIZE, from + 1000));
        }
        part(3 * PIECE + 300_000, 3 * PIECE + 360_000);
        // Nothing is here but the index.
        given().get("/api/v1/transfers")
                .then()
                .body(
                        "find { it.partner == '" + partner.sender.orgId() + "' }.fetchedPieces",
                        equalTo(snapshot.pieces().size() - PIECES));
        partner.shelf.hold(_ -> false);
        awaitReceipt();
    }

    @Test
    void theLastByteAndWhatLiesBehindIt() {
        holdAllBut(PIECES - 1);
        byte[] last = range("-1").statusCode(206).extract().asByteArray();
        assertArrayEquals(new byte[] {content[SIZE - 1]}, last);
        part(SIZE - 5, SIZE);
        range((SIZE - 5) + "-" + (SIZE + 100))
                .statusCode(206)
                .header("Content-Range", "bytes " + (SIZE - 5) + "-" + (SIZE - 1) + "/" + SIZE);
        range(SIZE + "-").statusCode(416).header("Content-Range", "bytes */" + SIZE);
    }

    @Test
    void twoReadersAtOppositeEnds() {
        holdAllBut(0, 1, PIECES - 2, PIECES - 1);
        CompletableFuture<byte[]> head = CompletableFuture.supplyAsync(() -> part(0, 2 * PIECE));
        CompletableFuture<byte[]> tail = CompletableFuture.supplyAsync(() -> part((PIECES - 2) * PIECE, SIZE));
        assertEquals(2 * PIECE, head.join().length);
        assertEquals(SIZE - (PIECES - 2) * PIECE, tail.join().length);
        assertEquals(1, partner.shelf.heads());
    }

    @Test
    void manyReadersShareOneFetch() {
        List<CompletableFuture<byte[]>> readers = IntStream.range(0, PIECES - 1)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> part(i * PIECE + 100, (i + 1) * PIECE + 100)))
                .toList();
        readers.forEach(CompletableFuture::join);
        awaitReceipt();
        assertEquals(snapshot.pieces().size(), partner.shelf.questions());
    }

    @Test
    void headCostsNoPieceOfTheContent() {
        holdAllBut();
        given().head(path()).then().statusCode(200).header("Content-Length", Integer.toString(SIZE));
        assertEquals(snapshot.pieces().size() - PIECES, partner.shelf.questions());
    }

    @Test
    void aGetStreamsWhatIsHereAndAReaderThatGoesDoesNotEndTheTransfer() throws Exception {
        holdAllBut(0, 1, 2);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = stream(client);
            assertEquals(200, response.statusCode());
            assertTrue(response.headers().firstValue("Kontor-Receipt").isEmpty());
            try (InputStream body = response.body()) {
                assertArrayEquals(Arrays.copyOf(content, 3 * PIECE), body.readNBytes(3 * PIECE));
            }
            client.shutdownNow();
        }
        partner.shelf.hold(_ -> false);
        awaitReceipt();
        part(0, SIZE);
    }

    @Test
    void goesOnWhenTheConnectionsAreCut() throws Exception {
        holdAllBut(0, 1, 2);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = stream(client);
            byte[] first = response.body().readNBytes(2 * PIECE);
            partner.cutConnections();
            partner.shelf.hold(_ -> false);
            byte[] rest = response.body().readAllBytes();
            assertArrayEquals(
                    content,
                    Bytes.concat(List.of(Bytes.of(first), Bytes.of(rest))).toArray());
        }
        awaitReceipt();
    }

    @Test
    void aTransferThatFailsCutsTheAnswerAndTheReaderResumes() throws Exception {
        holdAllBut(0, 1, 2);
        String tag;
        byte[] first;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = stream(client);
            tag = response.headers().firstValue("ETag").orElseThrow();
            first = response.body().readNBytes(3 * PIECE);
            partner.shelf.refuseAfter(0, new Frame.Missing(0, "not here"));
            partner.shelf.hold(_ -> false);
            assertThrows(IOException.class, () -> response.body().readAllBytes());
        }
        partner.shelf.refuseAfter(Long.MAX_VALUE, new Frame.Missing(0, "not here"));
        ServiceUnderTest.await(() -> given().head(path()).statusCode() == 200);
        ServiceUnderTest.await(
                () -> given().header("Range", "bytes=0-0").get(path()).statusCode() == 206);
        byte[] rest = given().header("Range", "bytes=" + first.length + "-")
                .header("If-Range", tag)
                .get(path())
                .then()
                .statusCode(206)
                .extract()
                .asByteArray();
        assertArrayEquals(
                content, Bytes.concat(List.of(Bytes.of(first), Bytes.of(rest))).toArray());
    }

    @Test
    void aRevocationCutsTheAnswerAndNothingThatIsHereGoesOut() throws Exception {
        holdAllBut(0, 1, 2, 5, 6);
        part(5 * PIECE, 7 * PIECE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = stream(client);
            byte[] first = response.body().readNBytes(3 * PIECE);
            assertArrayEquals(Arrays.copyOf(content, 3 * PIECE), first);
            Frame.Denied revoked = new Frame.Denied(0, "revoked", "the grant was revoked");
            partner.shelf.answerHead(revoked);
            partner.shelf.refuseAfter(0, revoked);
            long from = System.nanoTime();
            partner.shelf.hold(_ -> false);
            assertThrows(IOException.class, () -> response.body().readAllBytes());
            assertTrue(System.nanoTime() - from < 2_000_000_000L, "the answer went on");
        }
        ServiceUnderTest.await(() -> range("5242880-5242889").extract().statusCode() == 403);
    }
}
