package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.kit.enrol.EnrolmentMessage;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

/// What the site's other services ask of this one.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class InternalApiTest {
    private static String site(String field) {
        return given().get("/internal/site").then().statusCode(200).extract().path(field);
    }

    private static VerifyKey siteKey() {
        return new VerifyKey(Bytes.fromBase64Url(site("siteKey")));
    }

    private static Receipt.Party us() {
        return new Receipt.Party(OrgId.parse(site("orgId")), SiteId.parse(site("siteId")));
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static SignedRecord record(ValidatableResponse response) {
        return SignedRecord.parse(
                Bytes.fromBase64Url(response.statusCode(200).extract().path("record")));
    }

    private static Receipt receipt(Receipt.Party sender, Receipt.Party receiver) {
        return new Receipt(
                new TransferId(Bytes.of(new byte[16])),
                new SnapshotId(Bytes.of(new byte[32])),
                Bytes.of(new byte[32]),
                sender,
                receiver,
                new NamespaceName("invoices"),
                new GrantId(Bytes.of(new byte[16])),
                1234,
                2,
                Instant.ofEpochSecond(1_800_000_000));
    }

    private static Map<String, String> signature(String type, Bytes payload) {
        return Map.of("type", type, "payload", payload.base64Url());
    }

    @Test
    void tellsWhoWeAre() {
        given().get("/internal/site")
                .then()
                .body("label", equalTo("acme"))
                .body("name", equalTo("acme-inc"))
                .body("logHead.seq", equalTo(1));
        assertEquals(SiteId.of(siteKey()).toString(), site("siteId"));
        assertEquals(
                OrgId.of(SignedRecord.parse(Bytes.fromBase64Url(site("inception"))))
                        .toString(),
                site("orgId"));
    }

    @Test
    void signsDescriptorsThatStrangersAccept() {
        Map<String, Object> request = Map.of(
                "endpoints", List.of(Map.of("host", "acme.example", "port", 7443)), "names", List.of("acme-inc"));
        Descriptor first = verified(record(post("/internal/descriptors", request)));
        Descriptor second = verified(record(post("/internal/descriptors", request)));
        assertEquals("acme.example", first.endpoints().getFirst().host());
        assertTrue(second.validity().sequence() > first.validity().sequence());
        assertEquals(site("caKeyHash"), first.caKeyHash().base64Url());
    }

    private static Descriptor verified(SignedRecord record) {
        return assertInstanceOf(Verdict.Verified.class, Descriptor.verify(record, Instant.now()))
                                .value()
                        instanceof Descriptor descriptor
                ? descriptor
                : fail();
    }

    private static Descriptor fail() {
        throw new AssertionError("not a descriptor");
    }

    @Test
    void refusesDescriptorsThatWouldBeTooLarge() {
        List<String> names = IntStream.range(0, 8)
                .mapToObj(i -> "n" + i + "." + "a".repeat(60) + "." + "b".repeat(60))
                .toList();
        post("/internal/descriptors", Map.of("endpoints", List.of(), "names", names))
                .statusCode(400)
                .body("detail", containsString("1000 bytes"));
        post("/internal/descriptors", Map.of("endpoints", List.of(Map.of("host", "a b", "port", 1))))
                .statusCode(400);
        post("/internal/descriptors", Map.of("endpoints", List.of(Map.of("host", "a", "port", 0))))
                .statusCode(400);
    }

    @Test
    void signsNameAnnouncements() {
        SignedRecord record = record(post("/internal/name-announcements", Map.of("name", "acme-inc")));
        assertInstanceOf(Verdict.Verified.class, NameAnnouncement.verify(record, Instant.now()));
        post("/internal/name-announcements", Map.of("name", "no name")).statusCode(400);
    }

    @Test
    void signsProviderRecords() {
        Bytes key = Sha256.digest(Bytes.utf8("what we have"));
        List<String> signed = post("/internal/provider-records", Map.of("storageKeys", List.of(key.base64Url())))
                .statusCode(200)
                .extract()
                .path("records");
        SignedRecord record = SignedRecord.parse(Bytes.fromBase64Url(signed.getFirst()));
        assertInstanceOf(Verdict.Verified.class, Provider.verify(record, Instant.now()));
        assertEquals(key, Provider.decode(record.payload()).storageKey());
        post("/internal/provider-records", Map.of("storageKeys", List.of("AAAA")))
                .statusCode(400);
    }

    @Test
    void signsOnlyWhatSpeaksForUs() {
        Receipt.Party stranger =
                new Receipt.Party(new OrgId(Bytes.of(new byte[32])), new SiteId(Bytes.of(new byte[32])));
        Receipt ours = receipt(stranger, us());
        assertEquals(
                ours,
                Receipt.verified(record(post("/internal/signatures", signature("receipt", ours.encode()))), siteKey()));
        post(
                        "/internal/signatures",
                        signature("receipt", receipt(us(), stranger).encode()))
                .statusCode(400)
                .body("detail", containsString("not this site"));
        Countersignature countersignature =
                new Countersignature(Bytes.of(new byte[32]), us().siteId(), Instant.ofEpochSecond(1));
        record(post("/internal/signatures", signature("countersignature", countersignature.encode())));
        SnapshotId snapshot = new SnapshotId(Bytes.of(new byte[32]));
        Ticket ticket = new Ticket(us().orgId(), us().siteId(), snapshot, stranger.siteId(), Instant.ofEpochSecond(1));
        assertEquals(
                ticket,
                Ticket.verified(record(post("/internal/signatures", signature("ticket", ticket.encode()))), siteKey()));
        Ticket theirs = new Ticket(stranger.orgId(), stranger.siteId(), snapshot, us().siteId(), Instant.EPOCH);
        post("/internal/signatures", signature("ticket", theirs.encode()))
                .statusCode(400)
                .body("detail", containsString("not this site"));
        post("/internal/signatures", signature("manifest", ours.encode())).statusCode(400);
        post("/internal/signatures", signature("grant", Bytes.utf8("x"))).statusCode(403);
        post("/internal/signatures", signature("pairing", Bytes.utf8("x"))).statusCode(403);
        post("/internal/signatures", signature("nonsense", Bytes.utf8("x"))).statusCode(400);
    }

    @Test
    void opensWhatWasSealedToUs() {
        String keyId = site("hpkeKeys[0].keyId");
        HpkePublicKey key = new HpkePublicKey(Bytes.fromBase64Url(site("hpkeKeys[0].publicKey")));
        Bytes purpose = Bytes.utf8("snapshot key");
        Sealed sealed = Hpke.seal(key, purpose, Bytes.EMPTY, Bytes.utf8("secret"));
        Map<String, String> request = Map.of(
                "keyId", keyId,
                "enc", sealed.enc().base64Url(),
                "ciphertext", sealed.ciphertext().base64Url(),
                "info", purpose.base64Url(),
                "aad", "");
        post("/internal/hpke/open", request)
                .statusCode(200)
                .body("plaintext", equalTo(Bytes.utf8("secret").base64Url()));
        Map<String, String> otherPurpose = new java.util.HashMap<>(request);
        otherPurpose.put("info", Bytes.utf8("other").base64Url());
        post("/internal/hpke/open", otherPurpose).statusCode(400);
        Map<String, String> otherKey = new java.util.HashMap<>(request);
        otherKey.put("keyId", "AAAAAAAAAAA");
        post("/internal/hpke/open", otherKey).statusCode(404);
    }

    @Test
    void refusesReceiptsThatAreNotAboutUsOrAPartner() {
        Receipt.Party stranger =
                new Receipt.Party(new OrgId(Bytes.of(new byte[32])), new SiteId(Bytes.of(new byte[32])));
        SignedRecord signed = record(post(
                "/internal/signatures",
                signature("receipt", receipt(stranger, us()).encode())));
        post("/internal/receipts", Map.of("receipt", signed.encoded().base64Url()))
                .statusCode(400)
                .body("detail", containsString("never a partner"));
        post("/internal/receipts", Map.of("receipt", "AAAA")).statusCode(400);
    }

    @Test
    void refusesMalformedRequests() {
        post("/internal/signatures", "{").statusCode(400).contentType("application/problem+json");
        post("/internal/signatures", Map.of("type", "receipt")).statusCode(400);
        post("/internal/signatures", Map.of("type", "receipt", "payload", "", "more", 1))
                .statusCode(400);
        given().get("/internal/nothing").then().statusCode(404);
        given().get("/internal/signatures").then().statusCode(405);
    }

    @Test
    void enrolsWhoKnowsTheSecret() throws Exception {
        byte[] body = enrolment("connector-service");
        String authentication = EnrolmentMessage.authenticate(Bytes.utf8(SiteFolder.SECRET), body);
        enrol(authentication, body).statusCode(200).body("chain", containsString("BEGIN CERTIFICATE"));
        enrol(authentication.replace(authentication.charAt(0), 'x'), body).statusCode(401);
        enrol(authentication, enrolment("gateway-service")).statusCode(401);
        byte[] unknown = enrolment("nobody");
        enrol(EnrolmentMessage.authenticate(Bytes.utf8(SiteFolder.SECRET), unknown), unknown)
                .statusCode(400);
        given().contentType("application/json")
                .body(body)
                .post("/enrolment")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse enrol(String authentication, byte[] body) {
        return given().contentType("application/json")
                .header(EnrolmentMessage.HEADER, authentication)
                .body(body)
                .post("/enrolment")
                .then();
    }

    private static byte[] enrolment(String service) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=" + service), pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
        String pem = "-----BEGIN CERTIFICATE REQUEST-----\\n"
                + Base64.getEncoder().encodeToString(request) + "\\n-----END CERTIFICATE REQUEST-----";
        return "{\"service\":\"%s\",\"csr\":\"%s\",\"names\":[]}"
                .formatted(service, pem)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void showsItselfToPeopleAndServicesAlike() {
        given().get("/api/v1/audit?limit=1000").then().statusCode(200);
        given().get("/internal/trust").then().statusCode(200).body("self.name", equalTo("acme-inc"));
        given().get("/api/v1/site").then().statusCode(200).body("hpkeKeys.keyId", hasItem(site("hpkeKeys[0].keyId")));
    }
}
