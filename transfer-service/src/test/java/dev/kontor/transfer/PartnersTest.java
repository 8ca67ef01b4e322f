package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.rig.Damage;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.PartnerSnapshot;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.id.OrgId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Getting a partner's snapshots: a partner with a real data port in this process, everything else as in production
/// but for identity-service and discovery-service.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(user = "gateway", roles = "gateway-service")
class PartnersTest {
    /// The tests share one piece store, so that equal content would not travel twice.
    private static final AtomicLong SEEDS = new AtomicLong();

    @Inject
    ServiceUnderTest service;

    @ConfigProperty(name = "kontor.transfer.directory")
    Path store;

    @TempDir
    private Path folder;

    private DataPortRig partner;

    @BeforeEach
    void pair() throws Exception {
        partner =
                new DataPortRig(folder, service.self().siteId(), service.self().caKeyHash());
        partner.shelf.countersignAs(partner.sender);
        service.announce(
                List.of(partner.sender.descriptor(List.of(partner.endpoint())).encoded()));
        befriend(PartnerState.ACTIVE);
    }

    @AfterEach
    void part() {
        partner.close();
    }

    private void befriend(PartnerState state) {
        service.trust(List.of(partner.sender.asPartner("acme", state, List.of(partner.endpoint()))), List.of());
    }

    private OrgId orgId() {
        return partner.sender.orgId();
    }

    private ValidatableResponse get(String path) {
        return given().get("/internal/content/" + orgId() + "/" + PartnerSnapshot.NAMESPACE + path)
                .then();
    }

    private int status(String path) {
        return get(path).extract().statusCode();
    }

    private PartnerSnapshot publish(long sequence, Map<String, byte[]> contents) throws IOException {
        PartnerSnapshot snapshot = PartnerSnapshot.publish(partner.sender, partner.senderStore, sequence, contents);
        partner.shelf.publish(snapshot, service.self().siteId(), service.hpkeKey());
        return snapshot;
    }

    private static Map<String, byte[]> orders(int count) {
        Map<String, byte[]> contents = new HashMap<>();
        for (int i = 0; i < count; i++) {
            contents.put(
                    "order-" + i + ".xml",
                    Generator.seeded(SEEDS.incrementAndGet()).bytes(20_000 + i));
        }
        return contents;
    }

    @Test
    void fetchesVerifiesSignsAndServes() throws Exception {
        Map<String, byte[]> contents = orders(5);
        PartnerSnapshot snapshot = publish(1, contents);
        byte[] body = get("/order-3.xml")
                .statusCode(200)
                .header("Content-Type", "application/xml")
                .header("Kontor-Source", "partner")
                .header("Kontor-Snapshot", snapshot.id().toString())
                .header("Kontor-Receipt", notNullValue())
                .extract()
                .asByteArray();
        assertArrayEquals(contents.get("order-3.xml"), body);
        given().get("/api/v1/transfers")
                .then()
                .body("find { it.partner == '" + orgId() + "' }.fetchedPieces", equalTo(6))
                .body("find { it.partner == '" + orgId() + "' }.receiptId", notNullValue());
        // Both signatures reach identity-service, whoever is asked first.
        ServiceUnderTest.await(() -> service.receipts().findValuesAsText("countersignature").stream()
                .anyMatch(text -> !text.isEmpty() && !text.equals("null")));
        ServiceUnderTest.await(() -> given().get("/api/v1/transfers")
                .path("find { it.partner == '" + orgId() + "' }.state")
                .equals("COUNTERSIGNED"));
    }

    @Test
    void bringsOnlyWhatIsNew() throws Exception {
        Map<String, byte[]> contents = orders(10);
        publish(1, contents);
        get("/order-0.xml").statusCode(200);
        long before = partner.shelf.questions();
        contents.put("new.xml", Generator.seeded(99).bytes(100));
        PartnerSnapshot second = publish(2, contents);
        get("/new.xml").statusCode(200).header("Kontor-Snapshot", second.id().toString());
        // One piece of the index and one of content.
        assertEquals(2, partner.shelf.questions() - before);
    }

    @Test
    void whatCameWithTheManifestIsNotAskedFor() throws Exception {
        Map<String, byte[]> contents = orders(3);
        PartnerSnapshot snapshot = publish(1, contents);
        List<Bytes> enclosed = new ArrayList<>(snapshot.ciphertexts(partner.senderStore));
        enclosed.removeLast();
        enclosed.add(Bytes.utf8("no piece of anything"));
        partner.shelf.answerHead(snapshot.frame(service.self().siteId(), service.hpkeKey(), enclosed));
        for (String path : contents.keySet()) {
            byte[] body = get("/" + path).statusCode(200).extract().asByteArray();
            assertArrayEquals(contents.get(path), body);
        }
        assertEquals(1, partner.shelf.questions());
        given().get("/api/v1/transfers")
                .then()
                .body("find { it.partner == '" + orgId() + "' }.fetchedPieces", equalTo(4));
    }

    @Test
    void headCostsNoTransfer() throws Exception {
        publish(1, orders(10));
        given().head("/internal/content/" + orgId() + "/orders/order-1.xml")
                .then()
                .statusCode(200)
                .header("Content-Length", "20001")
                .header("Kontor-Receipt", nullValue());
        assertEquals(1, partner.shelf.questions());
        get("/order-1.xml").statusCode(200).header("Kontor-Receipt", notNullValue());
    }

    @Test
    void servesTheVerifiedCopyWhileThePartnerIsAway() throws Exception {
        PartnerSnapshot snapshot = publish(1, orders(3));
        get("/order-1.xml").statusCode(200);
        partner.close();
        get("/order-2.xml")
                .statusCode(200)
                .header("Kontor-Source", "verified-copy")
                .header("Kontor-Snapshot", snapshot.id().toString())
                .header("Kontor-Receipt", notNullValue());
    }

    @Test
    void aPartnerThatWasNeverReachedIsOffline() {
        partner.close();
        get("/x").statusCode(504).body("type", containsString("partner-offline"));
    }

    @Test
    void aRefusalEndsTheUseOfTheCopyToo() throws Exception {
        publish(1, orders(3));
        get("/order-1.xml").statusCode(200);
        partner.shelf.answerHead(new Frame.Denied(0, "revoked", "the grant was revoked"));
        get("/order-1.xml").statusCode(403).body("rule", equalTo("revoked")).body("detail", containsString("revoked"));
        partner.close();
        get("/order-1.xml").statusCode(403).body("rule", equalTo("revoked"));
    }

    @Test
    void aGrantThatComesBackOpensTheCopyWithoutASecondTransfer() throws Exception {
        PartnerSnapshot snapshot = publish(1, orders(3));
        String receipt = get("/order-1.xml").statusCode(200).extract().header("Kontor-Receipt");
        partner.shelf.answerHead(new Frame.Denied(0, "revoked", "the grant was revoked"));
        get("/order-1.xml").statusCode(403);
        long before = partner.shelf.questions();
        partner.shelf.publish(snapshot, service.self().siteId(), service.hpkeKey());
        get("/order-1.xml").statusCode(200).header("Kontor-Receipt", receipt);
        assertEquals(before, partner.shelf.questions());
    }

    @Test
    void onlyActivePartnersAreAsked() throws Exception {
        publish(1, orders(1));
        befriend(PartnerState.REVOKED);
        get("/order-0.xml").statusCode(403).body("rule", equalTo("partner-revoked"));
        assertEquals(0, partner.shelf.heads());
        given().get("/internal/content/" + OrgId.parse("a".repeat(51) + "q") + "/orders/x")
                .then()
                .statusCode(404);
    }

    @Test
    void anOldManifestIsRefused() throws Exception {
        PartnerSnapshot first = publish(1, orders(2));
        PartnerSnapshot second = publish(2, orders(3));
        get("/order-2.xml").statusCode(200);
        partner.shelf.publish(first, service.self().siteId(), service.hpkeKey());
        get("/order-0.xml").statusCode(502).body("detail", containsString("old one"));
        partner.shelf.publish(second, service.self().siteId(), service.hpkeKey());
        get("/order-0.xml").statusCode(200);
    }

    @Test
    void aManifestOfAnotherSiteIsRefused() throws Exception {
        PartnerSnapshot honest = publish(1, orders(2));
        DataPortRig stranger = new DataPortRig(
                folder.resolve("stranger"),
                service.self().siteId(),
                service.self().caKeyHash());
        PartnerSnapshot forged = PartnerSnapshot.publish(stranger.sender, partner.senderStore, 2, orders(2));
        partner.shelf.publish(forged, service.self().siteId(), service.hpkeKey());
        get("/order-0.xml").statusCode(502).body("type", containsString("verification-failed"));
        partner.shelf.publish(honest, service.self().siteId(), service.hpkeKey());
        get("/order-0.xml").statusCode(200);
        stranger.close();
    }

    @Test
    void aKeyThatDoesNotFitTheManifestIsRefused() throws Exception {
        PartnerSnapshot one = publish(1, orders(2));
        PartnerSnapshot other = PartnerSnapshot.publish(partner.sender, partner.senderStore, 1, orders(2));
        PartnerSnapshot mixed = new PartnerSnapshot(one.site(), one.record(), other.key(), one.pieces());
        partner.shelf.publish(mixed, service.self().siteId(), service.hpkeKey());
        get("/order-0.xml").statusCode(502).body("detail", containsString("commits to"));
    }

    @Test
    void aFlippedPieceIsRefusedAndNothingIsServed() throws Exception {
        PartnerSnapshot snapshot = publish(1, orders(3));
        Damage.overwrite(folder.resolve("sender"), snapshot.pieces().getLast(), 1000);
        get("/order-0.xml").statusCode(502).body("detail", containsString("its leaf hashes are not those of its id"));
        given().get("/api/v1/transfers")
                .then()
                .body("find { it.partner == '" + orgId() + "' }.state", equalTo("FAILED"))
                .body("find { it.partner == '" + orgId() + "' }.badPieces", equalTo(3));
    }

    @Test
    void damageOnOurDiskIsNoticedNeverServedAndMended() throws Exception {
        Map<String, byte[]> contents = orders(3);
        PartnerSnapshot snapshot = publish(1, contents);
        String receipt = get("/order-1.xml").statusCode(200).extract().header("Kontor-Receipt");
        for (PieceId id : snapshot.pieces()) {
            Damage.overwrite(store, id, 100);
        }
        get("/order-2.xml").statusCode(503).body("detail", containsString("damaged"));
        byte[] mended = get("/order-2.xml")
                .statusCode(200)
                .header("Kontor-Receipt", receipt)
                .extract()
                .asByteArray();
        assertArrayEquals(contents.get("order-2.xml"), mended);
    }

    @Test
    void manyReadersShareOneTransfer() throws Exception {
        publish(1, orders(30));
        List<CompletableFuture<Integer>> readers = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> status("/order-" + i + ".xml")))
                .toList();
        for (CompletableFuture<Integer> reader : readers) {
            assertEquals(200, reader.join());
        }
        assertEquals(31, partner.shelf.questions());
        Integer transfers = given().get("/api/v1/transfers").path("count { it.partner == '" + orgId() + "' }");
        assertEquals(Integer.valueOf(1), transfers);
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        partner.shelf.answerHead(new Frame.Missing(0, "nothing is published yet"));
        get("/x").statusCode(404).body("detail", containsString("nothing is published yet"));
        publish(1, orders(1));
        get("/no-such-order.xml").statusCode(404);
        given().get("/api/v1/transfers").then().body("partner", hasItem(orgId().toString()));
        assertTrue(assertInstanceOf(String.class, get("").extract().path("namespace"))
                .startsWith("orders"));
    }
}
