package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.grant.Revocation;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What partners tell each other of their grants.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class NoticeApiTest extends TwoSites {
    @Test
    void tellsThePartnerOfAGrantAndItsEnd() throws Exception {
        activeByTheirInvitation();
        edge.present(other, "http/1.1");
        String id = admin().body(Map.of("namespace", "invoices", "partner", name))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("grantId");
        Edge.Delivery given = edge.next();
        assertEquals("/partner/messages", given.path());
        assertEquals(
                id,
                Grant.verified(SignedRecord.parse(given.body()), ourKey())
                        .grantId()
                        .toString());
        admin().delete("/api/v1/grants/" + id).then().statusCode(200);
        Revocation end = Revocation.verified(SignedRecord.parse(edge.next().body()), ourKey());
        assertEquals(id, end.grantId().toString());
    }

    @Test
    void tellsAPartnerThatComesLaterWhatAllPartnersMayHave() throws Exception {
        String id = admin().body(Map.of("namespace", "catalogue", "audience", "all-partners"))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .body("partner", equalTo("all partners"))
                .body("orgId", nullValue())
                .extract()
                .path("grantId");
        activeByTheirInvitation();
        edge.present(other, "http/1.1");
        Grant told = Grant.verified(SignedRecord.parse(edge.next().body()), ourKey());
        assertEquals(id, told.grantId().toString());
        assertEquals(new Audience.AllPartners(), told.audience());
        admin().post("/api/v1/partners/" + name + "/revoke").then().statusCode(200);
        admin().get("/api/v1/grants").then().body("find { it.grantId == '" + id + "' }.revoked", equalTo(false));
        admin().delete("/api/v1/grants/" + id).then().statusCode(200).body("revoked", equalTo(true));
    }

    @Test
    void tellsAllPartnersOfAGrantForThemAndItsEnd() throws Exception {
        activeByTheirInvitation();
        edge.present(other, "http/1.1");
        String id = admin().body(Map.of("namespace", "prices", "audience", "all-partners"))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("grantId");
        assertEquals(
                id,
                Grant.verified(SignedRecord.parse(edge.next().body()), ourKey())
                        .grantId()
                        .toString());
        admin().delete("/api/v1/grants/" + id).then().statusCode(200);
        Revocation end = Revocation.verified(SignedRecord.parse(edge.next().body()), ourKey());
        assertEquals(id, end.grantId().toString());
    }

    @Test
    void showsWhatAPartnerGrantsUntilThePartnershipEnds() throws Exception {
        Grant grant = theirGrant(new Audience.Organisation(ourOrganisation()));
        hand(signedByThem(RecordType.GRANT, grant.encode())).statusCode(202);
        activeByTheirInvitation();
        granted().body("$", hasSize(0));
        Grant elsewhere = theirGrant(new Audience.Organisation(other.site.orgId()));
        hand(signedByThem(RecordType.GRANT, elsewhere.encode())).statusCode(202);
        hand(OtherSite.found("initech", 1)
                        .site
                        .sign(RecordType.GRANT, grant.encode())
                        .encoded())
                .statusCode(202);
        granted().body("$", hasSize(0));
        for (int i = 0; i < 2; i++) {
            hand(signedByThem(RecordType.GRANT, grant.encode())).statusCode(202);
        }
        granted().body("grantId", contains(grant.grantId().toString())).body("revoked", contains(false));
        Revocation end = new Revocation(grant.grantId(), other.site.siteId(), Instant.now(), "");
        hand(signedByThem(RecordType.REVOCATION, end.encode())).statusCode(202);
        granted().body("namespace", contains("invoices")).body("revoked", contains(true));
        admin().get("/api/v1/audit?limit=2").then().body("act", contains("grant.ended", "grant.received"));
        admin().post("/api/v1/partners/" + name + "/revoke").then().statusCode(200);
        admin().get("/api/v1/partners").then().body("find { it.petname == '" + name + "' }.granted", nullValue());
    }

    private Grant theirGrant(Audience audience) {
        return new Grant(
                GrantId.random(new SecureRandom()),
                other.site.orgId(),
                other.site.siteId(),
                new Resource(new NamespaceName("invoices"), EntryPath.ROOT, null),
                audience,
                Set.of(GrantAction.READ),
                List.of(),
                0,
                Instant.ofEpochSecond(1_800_000_000));
    }

    private Bytes signedByThem(RecordType type, Bytes payload) {
        return other.site.sign(type, payload).encoded();
    }

    private ValidatableResponse granted() {
        return admin().get("/api/v1/partners").then().rootPath("find { it.petname == '" + name + "' }.granted");
    }

    private static VerifyKey ourKey() {
        return new VerifyKey(Bytes.fromBase64Url(
                given().get("/internal/site").then().extract().path("siteKey")));
    }

    private static OrgId ourOrganisation() {
        return OrgId.parse(given().get("/internal/site").then().extract().path("orgId"));
    }
}
