package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What partners are granted, and the receipts of what was exchanged with them.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class GrantAndReceiptApiTest extends TwoSites {
    @Test
    void grantsOnlyToPartnersAndForgetsGrantsWithThePartner() throws Exception {
        Map<String, String> wish = Map.of("namespace", "invoices", "partner", name);
        admin().body(wish)
                .post("/api/v1/grants")
                .then()
                .statusCode(404)
                .body("detail", containsString("active partner"));
        activeByTheirInvitation();
        String id = admin().body(wish)
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .body("partner", equalTo(name))
                .body("actions", hasItems("list", "read", "receive"))
                .extract()
                .path("grantId");
        String record = given().get("/internal/trust")
                .then()
                .body("grants.grantId", hasItem(id))
                .extract()
                .path("grants.find { it.grantId == '" + id + "' }.record");
        Grant grant = GrantView.of(SignedRecord.parse(Bytes.fromBase64Url(record)), false)
                .grant();
        assertEquals("organisation:" + other.site.orgId(), grant.audience().text());

        admin().post("/api/v1/partners/" + name + "/revoke")
                .then()
                .statusCode(200)
                .body("state", equalTo("REVOKED"));
        given().get("/internal/trust").then().body("grants.grantId", not(hasItem(id)));
        admin().get("/api/v1/grants").then().body("find { it.grantId == '" + id + "' }.revoked", equalTo(true));
        otherReceives();
        assertTrue(other.pairings.values().stream().noneMatch(pairing -> pairing.active()));
    }

    @Test
    void revokesAGrantOnceAndForAll() throws Exception {
        activeByTheirInvitation();
        String id = admin().body(Map.of(
                        "namespace",
                        "invoices",
                        "partner",
                        name,
                        "pathPrefix",
                        "2026",
                        "actions",
                        List.of("read"),
                        "purpose",
                        "bookkeeping"))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .body("purpose", equalTo("bookkeeping"))
                .body("pathPrefix", equalTo("2026"))
                .extract()
                .path("grantId");
        for (int i = 0; i < 2; i++) {
            admin().delete("/api/v1/grants/" + id)
                    .then()
                    .statusCode(200)
                    .body("revoked", equalTo(true))
                    .body("revokedBy", equalTo("alice"));
        }
        given().get("/internal/trust").then().body("grants.grantId", not(hasItem(id)));
        admin().get("/api/v1/audit?limit=3").then().body("act", hasItems("grant.revoke", "grant.issue"));
    }

    private Receipt receipt(Receipt.Party sender, Receipt.Party receiver) {
        return new Receipt(
                TransferId.random(new SecureRandom()),
                new SnapshotId(Bytes.of(new byte[32])),
                Bytes.of(new byte[32]),
                sender,
                receiver,
                new NamespaceName("invoices"),
                GrantId.random(new SecureRandom()),
                1234,
                2,
                Instant.ofEpochSecond(1_800_000_000));
    }

    private static Receipt.Party us() {
        var site = given().get("/internal/site").then();
        return new Receipt.Party(
                OrgId.parse(site.extract().path("orgId")),
                SiteId.parse(site.extract().path("siteId")));
    }

    private Receipt.Party them() {
        return new Receipt.Party(other.site.orgId(), other.site.siteId());
    }

    private static Bytes signedByUs(String type, Bytes payload) {
        return Bytes.fromBase64Url(given().contentType("application/json")
                .body(Map.of("type", type, "payload", payload.base64Url()))
                .post("/internal/signatures")
                .then()
                .statusCode(200)
                .extract()
                .path("record"));
    }

    private static ValidatableResponse deposit(Bytes receipt, Bytes countersignature) {
        Map<String, String> body = countersignature.empty()
                ? Map.of("receipt", receipt.base64Url())
                : Map.of("receipt", receipt.base64Url(), "countersignature", countersignature.base64Url());
        return given().contentType("application/json")
                .body(body)
                .post("/internal/receipts")
                .then();
    }

    @Test
    void keepsTheReceiptOfWhatWeGotOnceAndTakesItsCountersignatureLater() throws Exception {
        activeByTheirInvitation();
        Bytes receipt = signedByUs("receipt", receipt(them(), us()).encode());
        SignedRecord record = SignedRecord.parse(receipt);
        Bytes countersignature = other.site
                .sign(
                        RecordType.COUNTERSIGNATURE,
                        new Countersignature(record.digest(), other.site.siteId(), Instant.ofEpochSecond(1_800_000_001))
                                .encode())
                .encoded();
        deposit(receipt, Bytes.EMPTY).statusCode(200).body("direction", equalTo("RECEIVED"));
        deposit(receipt, countersignature).statusCode(200);
        deposit(receipt, Bytes.EMPTY).statusCode(200);
        String id = record.digest().hex();
        admin().get("/api/v1/receipts?limit=1000")
                .then()
                .body("findAll { it.receiptId == '" + id + "' }", hasSize(1))
                .body("find { it.receiptId == '" + id + "' }.countersignature", equalTo(countersignature.base64Url()));
    }

    @Test
    void keepsTheReceiptOfWhatWeSentAndRefusesForgedOnes() throws Exception {
        activeByTheirInvitation();
        Bytes payload = receipt(us(), them()).encode();
        Bytes receipt = other.site.sign(RecordType.RECEIPT, payload).encoded();
        Countersignature ours =
                new Countersignature(SignedRecord.parse(receipt).digest(), us().siteId(), Instant.ofEpochSecond(1));
        deposit(receipt, signedByUs("countersignature", ours.encode()))
                .statusCode(200)
                .body("direction", equalTo("SENT"));
        byte[] forged = receipt.toArray();
        forged[forged.length - 1] ^= 1;
        deposit(Bytes.of(forged), Bytes.EMPTY).statusCode(400).body("detail", containsString("no evidence"));
        Countersignature another =
                new Countersignature(Bytes.of(new byte[32]), us().siteId(), Instant.ofEpochSecond(1));
        deposit(receipt, signedByUs("countersignature", another.encode())).statusCode(400);
    }
}
