package dev.kontor.discovery.book;

import static io.quarkus.vertx.VertxContextSupport.subscribeAndAwait;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.TestSite;
import dev.kontor.discovery.dht.FakeIdentity;
import dev.kontor.discovery.dht.HeardChanges;
import dev.kontor.discovery.directory.KnownSites;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The address book in the whole service; identity-service is a fake over HTTP that knows one partner.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeIdentity.class)
@TestSecurity(user = "gateway-service", roles = "gateway-service")
class BookTest {
    private static final TestSite PARTNER = FakeIdentity.PARTNER;

    @Inject
    @SuppressWarnings("NullAway.Init")
    TrustProjection trust;

    @Inject
    @SuppressWarnings("NullAway.Init")
    HeardChanges changes;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Reader reader;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Pages pages;

    @Inject
    @SuppressWarnings("NullAway.Init")
    KnownSites known;

    private static Response tell(TestSite from, SignedRecord descriptor, List<String> priorityNodes) {
        return given().contentType("application/json")
                .body(Map.of(
                        "descriptor",
                        descriptor.encoded().base64Url(),
                        "tellable",
                        true,
                        "priorityNodes",
                        priorityNodes,
                        "sites",
                        List.of()))
                .post("/internal/address-books/" + from.siteId());
    }

    /// Our own descriptor is signed and trust is confirmed.
    @BeforeEach
    void isThere() throws Exception {
        changes.await(FakeIdentity.ACME.siteId(), 1);
        trust.pull().await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void tellsAPartnerWhereWeAreAndBelievesWhereItSaysItIs() {
        SignedRecord moved = PARTNER.descriptor(2, Instant.now(), "moved.invalid");
        Response answer = tell(PARTNER, moved, List.of("192.0.2.7:7400", "no address", "name.test:7400"));
        answer.then().statusCode(200).body("tellable", equalTo(false)).body("sites", equalTo(List.of()));
        Bytes own = Bytes.fromBase64Url(answer.path("descriptor"));
        assertEquals(
                FakeIdentity.ACME.siteId(),
                Descriptor.decode(SignedRecord.parse(own).payload()).siteId());
        given().get("/internal/sites/" + PARTNER.siteId())
                .then()
                .statusCode(200)
                .body("record", equalTo(moved.encoded().base64Url()));
        given().get("/api/v1/dht/address-book")
                .then()
                .statusCode(200)
                .body("partners[0].name", equalTo("umbrella"))
                .body("partners[0].tellable", equalTo(true))
                .body("partners[0].priorityNodes", equalTo(List.of("192.0.2.7:7400")));
    }

    @Test
    void remembersWhomAPartnerTellsOfAsLongAsItDoes() throws Throwable {
        TestSite told = new TestSite(22, Instant.now());
        SignedRecord own = PARTNER.descriptor(1, Instant.now(), "partner.invalid");
        SignedRecord others = told.descriptor(1, Instant.now(), "told.invalid");
        SignedRecord stale = new TestSite(23, Instant.now())
                .descriptor(1, Instant.now().minus(TestSite.LIFE).minusSeconds(1), "stale.invalid");
        PartnerSite site = new PartnerSite(PARTNER.siteId(), PARTNER.caKeyHash(), own.encoded());
        Page telling = new Page(own.encoded(), true, List.of(), List.of(others.encoded(), stale.encoded()));
        Page silent = new Page(own.encoded(), true, List.of(), List.of());
        Reader.Checked checked = reader.own(site, telling).orElseThrow();
        subscribeAndAwait(() -> reader.onAnswer(site, checked, telling).chain(pages::forgetUntold));
        assertEquals(List.of(told.siteId().toString()), sites(subscribeAndAwait(pages::tellings)));
        assertTrue(knows(subscribeAndAwait(() -> known.newest(100)), told));
        subscribeAndAwait(() -> reader.onAnswer(site, checked, silent).chain(pages::forgetUntold));
        assertFalse(knows(subscribeAndAwait(() -> known.newest(100)), told));
    }

    private static List<String> sites(List<Pages.Telling> tellings) {
        return tellings.stream().map(Pages.Telling::site).toList();
    }

    private static boolean knows(List<KnownSites.Listed> rows, TestSite site) {
        return rows.stream().anyMatch(row -> row.siteId().equals(site.siteId()));
    }

    @Test
    void refusesWhatIsNotThePartnersOwn() {
        TestSite other = new TestSite(21, Instant.now());
        SignedRecord others = other.descriptor(1, Instant.now(), "other.invalid");
        tell(PARTNER, others, List.of()).then().statusCode(400).body("detail", containsString("descriptor"));
        tell(other, others, List.of()).then().statusCode(404);
        given().get("/internal/sites/" + other.siteId()).then().statusCode(503);
    }

    /// There is no certificate in this test, so nobody can be asked.
    @Test
    void saysWhyAPartnerCouldNotBeAsked() {
        String failure = null;
        for (Instant end = Instant.now().plusSeconds(60);
                failure == null && Instant.now().isBefore(end); ) {
            failure = given().get("/api/v1/dht/address-book").path("partners[0].failure");
        }
        assertTrue(failure != null && failure.contains("handshake-failed"), String.valueOf(failure));
    }

    @Test
    @TestSecurity(user = "transfer-service", roles = "transfer-service")
    void isForTheGatewayOnly() {
        given().get("/api/v1/dht/address-book").then().statusCode(403);
        tell(PARTNER, PARTNER.descriptor(1, Instant.now(), "partner.invalid"), List.of())
                .then()
                .statusCode(403);
    }
}
