package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import dev.kontor.wire.words.RecoveryWords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Our own organisation, from the kit on paper to another site key. One story, since a log only grows; in a service of
/// its own, which is another site in the end.
@QuarkusTest
@TestProfile(OrganisationApiTest.Alone.class)
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class OrganisationApiTest extends TwoSites {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Nothing but a start of its own.
    public static final class Alone implements QuarkusTestProfile {}

    private final SigningKey one = SigningKey.generate(RANDOM);
    private final SigningKey two = SigningKey.generate(RANDOM);
    private final SigningKey three = SigningKey.generate(RANDOM);

    @Test
    void replacesTheSiteKeyWithTwoOfThreeKeysOnPaper() throws Exception {
        activeByTheirInvitation();
        SiteId before =
                SiteId.parse(given().get("/internal/site").then().extract().path("siteId"));
        commitsToKeysOnPaper();
        told();
        setsTheDomain();
        told();
        rotatesWithWords();
        told();
        OrganisationNotice last = replacesTheSite(before);
        Descriptor anew = Descriptor.decode(last.descriptor().payload());
        assertEquals(List.of(anew.siteKey()), last.log().replay().sites());
        assertNotEquals(before, anew.siteId());
        assertEquals(
                before.toString(),
                given().get("/internal/site").then().extract().path("siteId"));
        admin().get("/api/v1/audit?limit=100")
                .then()
                .body("act", hasItem("organisation.kit"))
                .body("act", hasItem("organisation.log"));
    }

    private void commitsToKeysOnPaper() {
        admin().get("/api/v1/organisation")
                .then()
                .statusCode(200)
                .body("rootHere", equalTo(true))
                .body("nextRootHere", equalTo(true));
        List<String> commitments = List.of(one, two, three).stream()
                .map(key -> key.verifyKey().digest().base64Url())
                .toList();
        Map<String, Object> kit = Map.of("commitments", commitments, "needed", 2);
        admin().body(Map.of("commitments", commitments, "needed", 4))
                .post("/api/v1/organisation/kit")
                .then()
                .statusCode(400);
        admin().body(kit)
                .post("/api/v1/organisation/kit")
                .then()
                .statusCode(200)
                .body("nextRootHere", equalTo(false))
                .body("rootHere", equalTo(true))
                .body("nextThreshold", equalTo(2))
                .body("nextKeys", hasSize(3))
                .body("nextKeys[0].checkWords", equalTo(RecoveryWords.check(one.verifyKey())));
        admin().body(kit)
                .post("/api/v1/organisation/kit")
                .then()
                .statusCode(409)
                .body("detail", containsString("on paper already"));
    }

    private static void setsTheDomain() {
        Map<String, String> wish = Map.of("kind", "set-domain", "domain", "acme.example");
        admin().body(wish)
                .post("/api/v1/organisation/changes")
                .then()
                .statusCode(200)
                .body("domain", equalTo("acme.example"));
        admin().body(wish).post("/api/v1/organisation/changes").then().statusCode(409);
        admin().body(Map.of("kind", "set-domain", "domain", "not a name"))
                .post("/api/v1/organisation/changes")
                .then()
                .statusCode(400);
        admin().body(Map.of("kind", "abolish"))
                .post("/api/v1/organisation/changes")
                .then()
                .statusCode(400);
    }

    private void rotatesWithWords() throws Exception {
        OrgLog log = log();
        SigningKey first = RecoveryWords.read(String.join(" ", RecoveryWords.of(one)));
        LogEntry.Rotate rotate = new LogEntry.Rotate(
                log.replay().next(Instant.now()),
                List.of(first.verifyKey(), three.verifyKey()),
                2,
                List.of(SigningKey.generate(RANDOM).verifyKey().digest()),
                1);
        put(log.append(rotate, first), null).statusCode(409).body("detail", containsString("needs 2"));
        put(log.append(rotate, first, three), null).statusCode(200).body("rootHere", equalTo(false));
        admin().body(Map.of("kind", "set-domain"))
                .post("/api/v1/organisation/changes")
                .then()
                .statusCode(409)
                .body("detail", containsString("recovery words"));
    }

    private OrganisationNotice replacesTheSite(SiteId before) throws Exception {
        VerifyKey successor = new VerifyKey(Bytes.fromBase64Url(admin().post("/api/v1/organisation/successor")
                .then()
                .statusCode(200)
                .body("restart", equalTo(false))
                .body("successor", notNullValue())
                .extract()
                .path("successor")));
        OrgLog log = log();
        OrgLog replaced =
                log.append(new LogEntry.ReplaceSite(log.replay().next(Instant.now()), before, successor), three, one);
        OrgState state = replaced.replay();
        put(replaced, null).statusCode(409).body("detail", containsString("endorsement"));
        Endorsement endorsement = new Endorsement(state.orgId(), successor, Instant.now(), state.headSeq());
        put(replaced, endorsement.sign(SigningKey.generate(RANDOM))).statusCode(409);
        put(replaced, endorsement.sign(one)).statusCode(200).body("restart", equalTo(true));
        return told();
    }

    /// What the partner hears of it.
    private OrganisationNotice told() throws Exception {
        SignedRecord record = SignedRecord.parse(edge.next().body());
        OrganisationNotice notice = OrganisationNotice.verified(record);
        assertEquals(log(), notice.log());
        return notice;
    }

    private static OrgLog log() {
        return OrgLog.decode(Bytes.fromBase64Url(
                admin().get("/api/v1/organisation").then().extract().path("log")));
    }

    private static io.restassured.response.ValidatableResponse put(
            OrgLog log, @org.jspecify.annotations.Nullable SignedRecord endorsement) {
        Map<String, String> body = endorsement == null
                ? Map.of("log", log.encode().base64Url())
                : Map.of(
                        "log",
                        log.encode().base64Url(),
                        "endorsement",
                        endorsement.encoded().base64Url());
        return admin().body(body).put("/api/v1/organisation/log").then();
    }
}
