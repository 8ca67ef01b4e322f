package dev.kontor.discovery.dht;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.discovery.TestSite;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.DescriptorChanged;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The whole service: real PostgreSQL, real broker, real UDP, identity-service as a fake over HTTP.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeIdentity.class)
@TestSecurity(user = "gateway-service", roles = "gateway-service")
class DiscoveryServiceTest {
    @Inject
    Dht dht;

    @Inject
    HeardChanges changes;

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource(value = "/", management = true)
    URI management;

    private static Publication published(TestSite site, SignedRecord descriptor) {
        return new Publication(RecordKey.ofSite(site.siteId()), descriptor.encoded());
    }

    private static Publication published(String name, SignedRecord announcement) {
        return new Publication(RecordKey.ofName(name), announcement.encoded());
    }

    @Test
    void announcesThisSiteAsSoonAsIdentityAnswersAndTellsTheBus() throws Exception {
        DescriptorChanged changed = changes.await(FakeIdentity.ACME.siteId(), 1);
        assertEquals(FakeIdentity.ACME.orgId(), changed.orgId());
        given().get("/internal/sites/" + FakeIdentity.ACME.siteId())
                .then()
                .statusCode(200)
                .body("record", equalTo(changed.record().base64Url()))
                .body("learnedAt", containsString("T"));
        given().get("/api/v1/lookup?name=" + FakeIdentity.NAME)
                .then()
                .statusCode(200)
                .body("claimants.siteId", hasItem(FakeIdentity.ACME.siteId().toString()))
                .body("claimants.find { it.proved == false }.endpoints[0].host", equalTo("acme.test"));
        given().get("/api/v1/dht").then().statusCode(200).body("publications.size()", greaterThanOrEqualTo(3));
    }

    @Test
    void findsAPartnerByItsSiteItsOrganisationAndItsName() throws Exception {
        TestSite globex = new TestSite(2, Instant.now());
        SignedRecord descriptor = globex.descriptor(1, Instant.now(), "globex.test", "globex");
        List<Publication> publications = List.of(
                published(globex, descriptor),
                new Publication(RecordKey.ofOrganisation(globex.orgId()), descriptor.encoded()),
                published("globex", globex.announcement("globex", 1, Instant.now())));
        try (PartnerNode _ = new PartnerNode(dht.port(), publications)) {
            given().get("/internal/sites/" + globex.siteId())
                    .then()
                    .statusCode(200)
                    .body("record", equalTo(descriptor.encoded().base64Url()));
            given().get("/internal/organisations/" + globex.orgId() + "/sites")
                    .then()
                    .statusCode(200)
                    .body("records", equalTo(List.of(descriptor.encoded().base64Url())));
            given().get("/api/v1/lookup?name=globex")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("globex"))
                    .body("claimants", hasSize(1))
                    .body("claimants[0].orgId", equalTo(globex.orgId().toString()))
                    .body("claimants[0].proved", equalTo(false))
                    .body("claimants[0].evidence[0].kind", equalTo("none"))
                    .body("claimants[0].endpoints[0].port", equalTo(7443))
                    .body(
                            "claimants[0].descriptor",
                            equalTo(descriptor.encoded().base64Url()));
            given().get("/api/v1/lookup?name=" + globex.orgId())
                    .then()
                    .statusCode(200)
                    .body("claimants[0].siteId", equalTo(globex.siteId().toString()));
        }
        given().get("/internal/sites/" + globex.siteId()).then().statusCode(200);
    }

    @Test
    void noticesThatAPartnerHasMovedAndTellsTheBus() throws Exception {
        TestSite moving = new TestSite(3, Instant.now());
        SignedRecord old = moving.descriptor(1, Instant.now(), "old.test");
        SignedRecord newer = moving.descriptor(2, Instant.now(), "new.test");
        try (PartnerNode _ = new PartnerNode(dht.port(), List.of(published(moving, old)))) {
            given().get("/internal/sites/" + moving.siteId()).then().statusCode(200);
        }
        try (PartnerNode _ = new PartnerNode(dht.port(), List.of(published(moving, newer)))) {
            Bytes unasked = Bytes.fromBase64Url(
                    given().get("/internal/sites/" + moving.siteId()).path("record"));
            assertEquals(old.encoded(), unasked, "a young descriptor is not looked up again");
            given().get("/internal/sites/" + moving.siteId() + "?fresh=true")
                    .then()
                    .statusCode(200)
                    .body("record", equalTo(newer.encoded().base64Url()));
        }
        assertEquals(newer.encoded(), changes.await(moving.siteId(), 2).record());
    }

    @Test
    void leavesOutAClaimThatTheClaimantsDescriptorContradicts() throws Exception {
        TestSite honest = new TestSite(4, Instant.now());
        TestSite liar = new TestSite(5, Instant.now());
        Instant now = Instant.now();
        List<Publication> lies = List.of(
                published(liar, liar.descriptor(1, now, "liar.test")),
                published("initech", liar.announcement("initech", honest.orgId(), 1, now)));
        List<Publication> truth = List.of(
                published(honest, honest.descriptor(1, now, "initech.test")),
                published("initech", honest.announcement("initech", 1, now)));
        try (PartnerNode _ = new PartnerNode(dht.port(), lies);
                PartnerNode _ = new PartnerNode(dht.port(), truth)) {
            given().get("/api/v1/lookup?name=initech")
                    .then()
                    .statusCode(200)
                    .body("claimants", hasSize(1))
                    .body("claimants[0].siteId", equalTo(honest.siteId().toString()));
        }
    }

    @Test
    void saysWhatWasNotFoundAndHowManyNodesAnswered() throws Exception {
        TestSite nobody = new TestSite(6, Instant.now());
        TestSite somebody = new TestSite(7, Instant.now());
        SignedRecord descriptor = somebody.descriptor(1, Instant.now(), "somebody.test");
        try (PartnerNode _ = new PartnerNode(dht.port(), List.of(published(somebody, descriptor)))) {
            given().get("/internal/sites/" + nobody.siteId())
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:kontor:problem:not-found"))
                    .body("detail", containsString(nobody.siteId().toString()))
                    .body("answered", greaterThanOrEqualTo(1));
            given().get("/api/v1/lookup?name=no-such-name")
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("no-such-name"))
                    .body("asked", greaterThanOrEqualTo(1));
        }
    }

    @Test
    void refusesWhatIsNoIdAndNoName() {
        given().get("/internal/sites/xyz").then().statusCode(400);
        given().get("/internal/organisations/xyz/sites").then().statusCode(400);
        given().get("/api/v1/lookup").then().statusCode(400).body("detail", containsString("name"));
        given().get("/api/v1/lookup?name=not a name").then().statusCode(400);
    }

    @Test
    @TestSecurity(user = "transfer-service", roles = "transfer-service")
    void showsTheNodeToTheGatewayOnly() {
        given().get("/api/v1/dht").then().statusCode(403);
        given().get("/api/v1/lookup?name=acme-inc").then().statusCode(403);
    }

    @Test
    void isReadyAndCountsItsPackets() throws Exception {
        changes.await(FakeIdentity.ACME.siteId(), 1);
        TestSite any = new TestSite(8, Instant.now());
        SignedRecord descriptor = any.descriptor(1, Instant.now(), "any.test");
        try (PartnerNode _ = new PartnerNode(dht.port(), List.of(published(any, descriptor)))) {
            given().get("/api/v1/dht")
                    .then()
                    .statusCode(200)
                    .body("port", equalTo(dht.port()))
                    .body("contacts", greaterThan(0))
                    .body("nearest.publisher", hasItem(any.siteId().toString()));
        }
        given().get(management.resolve("health/ready")).then().statusCode(200).body("checks.name", hasItem("dht"));
        given().get(management.resolve("metrics"))
                .then()
                .statusCode(200)
                .body(containsString("kontor_dht_packets_total{direction=\"in\",type=\"ping\"}"));
    }
}
