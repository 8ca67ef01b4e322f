package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.evidence.EvidenceCheck;
import dev.kontor.wire.evidence.EvidenceReport;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The site's log, the heads of partners' logs, and evidence that the verifier believes.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class EvidenceApiTest extends TwoSites {
    private static Receipt.Party us() {
        var site = given().get("/internal/site").then();
        return new Receipt.Party(
                OrgId.parse(site.extract().path("orgId")),
                SiteId.parse(site.extract().path("siteId")));
    }

    private Receipt.Party them() {
        return new Receipt.Party(other.site.orgId(), other.site.siteId());
    }

    private static SignedRecord ourCheckpoint() {
        return SignedRecord.parse(Bytes.fromBase64Url(given().get("/internal/log/checkpoint")
                .then()
                .statusCode(200)
                .extract()
                .path("record")));
    }

    private SignedRecord theirCheckpoint(long size, String root, Instant at) {
        Checkpoint head = new Checkpoint(other.site.siteId(), size, Sha256.digest(Bytes.utf8(root)), at);
        return other.site.sign(Checkpoint.TYPE, head.encode());
    }

    private static Receipt receipt(Receipt.Party sender, Receipt.Party receiver, GrantId grant) {
        return new Receipt(
                TransferId.random(new SecureRandom()),
                new SnapshotId(Bytes.of(new byte[32])),
                Bytes.of(new byte[32]),
                sender,
                receiver,
                new NamespaceName("invoices"),
                grant,
                1234,
                2,
                Instant.now());
    }

    private static SignedRecord signedByUs(String type, Bytes payload) {
        return SignedRecord.parse(Bytes.fromBase64Url(given().contentType("application/json")
                .body(Map.of("type", type, "payload", payload.base64Url()))
                .post("/internal/signatures")
                .then()
                .statusCode(200)
                .extract()
                .path("record")));
    }

    private static void deposit(SignedRecord... records) {
        Map<String, String> body = new HashMap<>();
        body.put("receipt", records[0].encoded().base64Url());
        if (records.length > 1) {
            body.put("countersignature", records[1].encoded().base64Url());
        }
        given().contentType("application/json")
                .body(body)
                .post("/internal/receipts")
                .then()
                .statusCode(200);
    }

    private static EvidenceReport export(Object id) {
        byte[] container = admin().get("/api/v1/evidence/" + id)
                .then()
                .statusCode(200)
                .contentType("application/vnd.etsi.asic-e+zip")
                .extract()
                .asByteArray();
        return EvidenceCheck.check(Bytes.of(container));
    }

    @Test
    void provesWhatWeSent() throws Exception {
        activeByTheirInvitation();
        String grant = admin().body(Map.of("namespace", "invoices", "partner", name))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("grantId");
        Receipt receipt = receipt(us(), them(), GrantId.parse(grant));
        SignedRecord signed = other.site.sign(
                RecordType.RECEIPT,
                receipt.with(theirCheckpoint(3, "theirs", Instant.now())).encode());
        Countersignature ours = new Countersignature(signed.digest(), us().siteId(), Instant.now());
        deposit(
                signed,
                signedByUs("countersignature", ours.with(ourCheckpoint()).encode()));
        EvidenceReport report = export(signed.digest().hex());
        assertEquals(List.of(), report.wrong());
        assertTrue(
                report.proved().toString().contains("has only grown"),
                report.proved().toString());
        assertTrue(
                report.proved().toString().contains("had permitted it"),
                report.proved().toString());
        assertTrue(
                report.proved().toString().contains("countersigned"),
                report.proved().toString());
        assertEquals(List.of(), export(receipt.transferId()).wrong());
        admin().get("/api/v1/audit?limit=5").then().body("act", hasItem("evidence.export"));
        admin().get("/api/v1/log")
                .then()
                .body("partners.siteId", hasItem(other.site.siteId().toString()));
    }

    @Test
    void provesWhatWeGotAlsoWithoutTheGrantAndCountersignature() throws Exception {
        activeByTheirInvitation();
        Receipt receipt = receipt(them(), us(), GrantId.random(new SecureRandom()));
        SignedRecord signed =
                signedByUs("receipt", receipt.with(ourCheckpoint()).encode());
        deposit(signed);
        EvidenceReport report = export(signed.digest().hex());
        assertEquals(List.of(), report.wrong());
        assertTrue(report.open().toString().contains("its countersignature is not in this file"));
    }

    @Test
    void hasNoEvidenceOfWhatNeverHappened() {
        admin().get("/api/v1/evidence/00000000000000000000000000000000")
                .then()
                .statusCode(404)
                .body("detail", containsString("no receipt"));
        admin().get("/api/v1/evidence/..%2f..").then().statusCode(400);
    }

    @Test
    void signsNoReceiptWithTheHeadOfAnotherLog() throws Exception {
        activeByTheirInvitation();
        Receipt receipt = receipt(them(), us(), GrantId.random(new SecureRandom()))
                .with(theirCheckpoint(3, "theirs", Instant.now()));
        given().contentType("application/json")
                .body(Map.of("type", "receipt", "payload", receipt.encode().base64Url()))
                .post("/internal/signatures")
                .then()
                .statusCode(400);
    }

    @Test
    void noticesThatAPartnerHasRewrittenItsPast() throws Exception {
        activeByTheirInvitation();
        Instant now = Instant.now();
        for (String root : List.of("one", "another")) {
            Receipt receipt = receipt(us(), them(), GrantId.random(new SecureRandom()));
            deposit(other.site.sign(
                    RecordType.RECEIPT,
                    receipt.with(theirCheckpoint(9, root, now)).encode()));
        }
        String where = "partners.find { it.siteId == '" + other.site.siteId() + "' }";
        admin().get("/api/v1/log").then().body(where + ".fault", containsString("two different logs"));
        admin().get("/api/v1/audit?limit=3").then().body("act", hasItem("partner.log-rewritten"));
    }

    @Test
    void growsByEachActAlsoWhenManyComeAtOnce() throws Exception {
        long before = Checkpoint.decode(ourCheckpoint().payload()).size();
        List<Thread> callers = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (int k = 0; k < 5; k++) {
                        admin().body(Map.of("namespace", "invoices", "partner", "nobody"))
                                .post("/api/v1/grants")
                                .then()
                                .statusCode(404);
                    }
                }))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(before + 40, Checkpoint.decode(ourCheckpoint().payload()).size());
        admin().get("/api/v1/log").then().body("ours.size", equalTo((int) before + 40));
        assertFalse(before < 0);
    }
}
