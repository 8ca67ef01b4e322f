package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.peer.PieceArrivals;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.PartnerSnapshot;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.transfer.rig.TestSite;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.SiteId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three sites: the origin of a snapshot, another one that holds it, and we. The origin holds pieces back where a test
/// wants them to come from the other.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(
        user = "services",
        roles = {"connector-service", "gateway-service"})
@Timeout(120)
class HelpingTest {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 10;
    private static final AtomicLong SEEDS = new AtomicLong(2_000_000);

    @Inject
    ServiceUnderTest service;

    @Inject
    DataPortLife dataPort;

    @TempDir
    private Path folder;

    private final byte[] content = Generator.seeded(SEEDS.incrementAndGet()).bytes(PIECES * PIECE);
    private DataPortRig origin;
    private DataPortRig helper;
    private PartnerSnapshot snapshot;

    @BeforeEach
    void publish() throws Exception {
        SiteId self = service.self().siteId();
        origin = new DataPortRig(folder.resolve("origin"), self, service.self().caKeyHash());
        helper = new DataPortRig(folder.resolve("helper"), self, service.self().caKeyHash());
        origin.shelf.countersignAs(origin.sender);
        trust(PartnerState.ACTIVE);
        Map<String, byte[]> contents = new HashMap<>();
        contents.put("big.bin", content);
        snapshot = PartnerSnapshot.publish(origin.sender, origin.senderStore, 1, contents);
        origin.shelf.publish(snapshot, self, service.hpkeKey());
        helper.copyFrom(origin, pieces());
        helper.shelf.helpWith(snapshot);
        service.holders(List.of(self, origin.sender.siteId(), helper.sender.siteId()));
    }

    @AfterEach
    void stop() {
        service.holders(List.of());
        origin.close();
        helper.close();
    }

    private void trust(PartnerState originState) {
        service.announce(List.of(
                origin.sender.descriptor(List.of(origin.endpoint())).encoded(),
                helper.sender.descriptor(List.of(helper.endpoint())).encoded()));
        service.trust(
                List.of(
                        origin.sender.asPartner("acme", originState, List.of(origin.endpoint())),
                        helper.sender.asPartner("globex", PartnerState.ACTIVE, List.of(helper.endpoint())),
                        origin.receiver.asPartner(
                                "initech", PartnerState.ACTIVE, List.of(Endpoint.direct("127.0.0.1", 1)))),
                List.of());
    }

    private List<WantedPiece> pieces() {
        return snapshot.pieces().stream()
                .map(id -> new WantedPiece(id, new PieceKey(Bytes.of(new byte[PieceKey.SIZE])), PIECE))
                .toList();
    }

    private void originHoldsBackAllBut(int few) {
        Set<Bytes> held = new HashSet<>();
        List<PieceId> all = snapshot.pieces();
        all.subList(all.size() - PIECES + few, all.size()).forEach(id -> held.add(id.bytes()));
        origin.shelf.hold(held::contains);
    }

    private String path() {
        return "/internal/content/" + origin.sender.orgId() + "/" + PartnerSnapshot.NAMESPACE + "/big.bin";
    }

    private void assertServed() {
        assertArrayEquals(
                content, given().get(path()).then().statusCode(200).extract().asByteArray());
        ServiceUnderTest.await(() -> "COUNTERSIGNED".equals(state()));
    }

    private String state() {
        return given().get("/api/v1/transfers").path("find { it.partner == '" + origin.sender.orgId() + "' }.state");
    }

    private boolean announced() {
        return service.announced().contains(Lending.storageKey(snapshot.id()).base64Url());
    }

    private Bytes ticket(TestSite by, SiteId asker, long seconds) {
        return new Ticket(
                        origin.sender.orgId(),
                        origin.sender.siteId(),
                        snapshot.id(),
                        asker,
                        Instant.now().plusSeconds(seconds))
                .sign(by.key())
                .encoded();
    }

    private PeerConnection connect() {
        Endpoint endpoint =
                Endpoint.direct("127.0.0.1", dataPort.address().orElseThrow().getPort());
        return origin.connect(endpoint, service.self().siteId(), service.self().caKeyHash())
                .join();
    }

    @Test
    void aPartnerThatHoldsTheSnapshotHelpsAndSoDoWeAfterwards() {
        origin.shelf.giveTickets(origin.sender, snapshot);
        originHoldsBackAllBut(2);
        assertServed();
        assertEquals(1, helper.shelf.presents());
        assertTrue(helper.shelf.questions() >= PIECES - 2, "asked the helper for " + helper.shelf.questions());
        assertEquals(
                1,
                given().get("/api/v1/transfers")
                        .<Integer>path("findAll { it.partner == '" + origin.sender.orgId() + "' }.size()")
                        .intValue());
        ServiceUnderTest.await(this::announced);
    }

    @Test
    void nobodyIsAskedWhenTheOriginDoesNotWantIt() {
        assertServed();
        assertEquals(0, helper.shelf.presents());
        assertFalse(announced());
    }

    @Test
    void aLyingHelperIsDroppedAndNothingOfItIsKept() throws Exception {
        origin.shelf.giveTickets(origin.sender, snapshot);
        helper.spoil(pieces());
        originHoldsBackAllBut(2);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            ServiceUnderTest.await(() -> helper.shelf.questions() > 0);
            ServiceUnderTest.await(() -> given().get("/api/v1/transfers")
                            .<Integer>path("find { it.partner == '" + origin.sender.orgId() + "' }.badPieces")
                    > 0);
            List<String> holders = given().get("/api/v1/transfers")
                    .path("find { it.partner == '" + origin.sender.orgId() + "' }.holders.site");
            assertEquals(
                    Set.of(
                            origin.sender.siteId().toString(),
                            helper.sender.siteId().toString()),
                    Set.copyOf(holders));
            origin.shelf.hold(_ -> false);
        });
        assertServed();
        reading.join();
        assertEquals(1, helper.shelf.presents());
        given().get("/api/v1/transfers")
                .then()
                .body("find { it.partner == '" + origin.sender.orgId() + "' }.badPieces", equalTo(1));
    }

    @Test
    void theOriginsRefusalOfATicketEndsTheTransferWhoeverHelps() {
        origin.shelf.answerApply(new Frame.Denied(0, "revoked", "the grant was revoked"));
        originHoldsBackAllBut(0);
        given().get(path());
        ServiceUnderTest.await(() -> "FAILED".equals(state()));
        assertEquals(0, helper.shelf.presents());
    }

    @Test
    void weHelpWhoShowsATicketAndNobodyElse() {
        origin.shelf.giveTickets(origin.sender, snapshot);
        assertServed();
        ServiceUnderTest.await(this::announced);
        SiteId asker = origin.receiver.siteId();
        PeerConnection connection = connect();
        assertEquals("no-grant", fetched(connection));
        assertEquals("ticket", refused(connection, ticket(origin.sender, helper.sender.siteId(), 50)));
        assertEquals("ticket", refused(connection, ticket(origin.sender, asker, -1)));
        assertEquals("ticket", refused(connection, ticket(origin.sender, asker, 600)));
        assertEquals("ticket", refused(connection, ticket(helper.sender, asker, 50)));
        assertEquals("ticket", refused(connection, Bytes.of((byte) 1)));
        assertEquals("no-grant", fetched(connection));
        assertEquals(
                new Frame.Accepted(),
                connection
                        .ask(new Frame.Present(ticket(origin.sender, asker, 50)))
                        .join());
        assertEquals("", fetched(connection));
        trust(PartnerState.REVOKED);
        assertEquals("ticket", fetched(connection));
        trust(PartnerState.ACTIVE);
    }

    private static String refused(PeerConnection connection, Bytes ticket) {
        return assertInstanceOf(
                        Frame.Denied.class,
                        connection.ask(new Frame.Present(ticket)).join())
                .rule();
    }

    /// Asks for the last piece: the rule by which it was refused, or nothing when it came as it should.
    private String fetched(PeerConnection connection) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Bytes id = snapshot.pieces().getLast().bytes();
        connection.fetch(
                new Frame.Fetch(
                        PartnerSnapshot.NAMESPACE.text(), snapshot.id().bytes(), List.of(Frame.Wanted.whole(id)), ""),
                new OnePiece(result));
        return result.join();
    }

    private record OnePiece(CompletableFuture<String> result) implements PieceArrivals {
        @Override
        public int expected(int index) {
            return PIECE + 16;
        }

        @Override
        public byte[] buffer(int length) {
            return new byte[length];
        }

        @Override
        public void onProgress(int bytes) {}

        @Override
        public void onPiece(int index, byte[] ciphertext, int length, boolean proven) {
            result.complete("");
        }

        @Override
        public void onLie(int index, String reason) {
            result.complete("a lie: " + reason);
        }

        @Override
        public void onStatus(int index, Frame.Status status, byte[] buffer) {
            result.complete(status instanceof Frame.Denied denied ? denied.rule() : status.toString());
        }

        @Override
        public void onLost(String reason, List<byte[]> buffers) {
            result.complete(reason);
        }
    }

    @Test
    void thePolicyOfANamespaceIsSetAndShown() {
        String policy = "/api/v1/helpers/orders";
        assertEquals("none", given().get(policy).path("helpers"));
        given().contentType("application/json")
                .body("{\"helpers\":\"partners\"}")
                .put(policy)
                .then()
                .statusCode(200);
        assertEquals("partners", given().get(policy).path("helpers"));
        given().contentType("application/json")
                .body("{\"helpers\":\"everybody\"}")
                .put(policy)
                .then()
                .statusCode(400);
        given().contentType("application/json").body("{\"helpers\":\"none\"}").put(policy);
        assertEquals("none", given().get(policy).path("helpers"));
    }
}
