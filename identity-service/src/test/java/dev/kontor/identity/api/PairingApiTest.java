package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.identity.pairing.Body;
import dev.kontor.identity.pairing.PairingMessage;
import dev.kontor.identity.pairing.State;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The whole handshake, as admins and other sites see it.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class PairingApiTest extends TwoSites {
    @Test
    void becomesAPartnerByInvitation() throws Exception {
        PairingId id = PairingId.parse(invite(name)
                .statusCode(201)
                .body("state", equalTo("OFFERED"))
                .extract()
                .path("id"));
        Edge.Delivery offer = otherReceives();
        assertEquals("/pairing/messages", offer.path());
        assertEquals("identity-service", offer.from().service());
        other.accept(id);
        otherSpeaks();
        assertEquals("ACCEPTED_BY_THEM", state(id));
        otherReceives();
        List<String> words =
                admin().get("/api/v1/partners").then().extract().path("find { it.id == '" + id + "' }.words");
        assertEquals(other.pairing(id).words(), words);
        assertEquals(6, words.size());
        admin().post("/api/v1/partners/" + name + "/approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"));
        otherReceives();
        otherSpeaks();
        assertEquals(new State.Active(true), other.pairing(id).state());
        given().get("/internal/trust")
                .then()
                .statusCode(200)
                .body("partners.petname", hasItem(name))
                .body("partners.find { it.petname == '" + name + "' }.state", equalTo("ACTIVE"))
                .body(
                        "partners.find { it.petname == '" + name + "' }.sites[0].caKeyHash",
                        equalTo(other.site.authority().keyHash().base64Url()));
    }

    @Test
    void becomesAPartnerWhenInvited() throws Exception {
        PairingId id = activeByTheirInvitation();
        assertEquals("ACTIVE", state(id));
    }

    @Test
    void waitsForOurAdminToCompareTheWordsWhenInvited() throws Exception {
        PairingId id = theyInvite();
        admin().post("/api/v1/partners/" + id + "/approve")
                .then()
                .statusCode(409)
                .body("allowed", contains("accept", "reject"));
        admin().body(Map.of("petname", name))
                .post("/api/v1/partners/" + id + "/accept")
                .then()
                .statusCode(200);
        admin().post("/api/v1/partners/" + id + "/approve")
                .then()
                .statusCode(409)
                .body("detail", containsString("words to compare are not here yet"));
        otherReceives();
        otherSpeaks();
        other.approve(id);
        otherSpeaks();
        assertEquals("ACCEPTED_BY_US", state(id));
        admin().post("/api/v1/partners/" + id + "/approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"));
        otherReceives();
        assertEquals(new State.Active(true), other.pairing(id).state());
    }

    @Test
    void writesIntoTheAuditWhatTheOtherSideDoes() throws Exception {
        PairingId id = activeByTheirInvitation();
        String them = "site " + other.site.siteId();
        List<String> acts = admin().get("/api/v1/audit?limit=1000")
                .then()
                .extract()
                .path("findAll { it.actor == '" + them + "' }.act");
        assertEquals(List.of("pairing.confirmation", "pairing.reveal", "pairing.offer"), acts);
        admin().get("/api/v1/audit?limit=1000")
                .then()
                .body("findAll { it.actor == '" + them + "' }.detail", hasItem("pairing " + id + " is ACTIVE"));
    }

    @Test
    void triesAgainUntilTheOtherSideTakesAMessage() throws Exception {
        edge.refusals.set(2);
        invite(name).statusCode(201);
        otherReceives();
        assertEquals(1, other.pairings.size());
    }

    @Test
    void saysWhichStateAPartnerIsInAndWhatIsAllowed() {
        String id = invite(name).statusCode(201).extract().path("id");
        for (String step : List.of("accept", "approve", "reject", "revoke")) {
            admin().post("/api/v1/partners/" + id + "/" + step)
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:kontor:problem:wrong-state"))
                    .body("state", equalTo("OFFERED"))
                    .body("allowed", contains("withdraw"));
        }
        invite(name + "-2").statusCode(409).body("pairing", equalTo(id));
        admin().get("/api/v1/audit?limit=1").then().body("outcome", contains("refused"));
        admin().body(Map.of("reason", "a mistake"))
                .post("/api/v1/partners/" + id + "/withdraw")
                .then()
                .statusCode(200);
        admin().post("/api/v1/partners/" + id + "/withdraw")
                .then()
                .statusCode(409)
                .body("allowed", hasSize(0));
    }

    @Test
    void refusesPetnamesThatAreTakenOrUnfit() throws Exception {
        activeByTheirInvitation();
        OtherSite third = OtherSite.found("initech", 1);
        Map<String, String> taken = Map.of("descriptor", third.descriptor().base64Url(), "petname", name);
        admin().body(taken).post("/api/v1/partners").then().statusCode(409);
        for (String petname :
                List.of("Acme Inc", "-x", "a".repeat(64), third.site.orgId().toString())) {
            admin().body(Map.of("descriptor", third.descriptor().base64Url(), "petname", petname))
                    .post("/api/v1/partners")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void refusesDescriptorsThatDoNotHold() {
        Bytes good = other.descriptor();
        byte[] forged = good.toArray();
        forged[forged.length - 1] ^= 1;
        for (Bytes descriptor : List.of(Bytes.EMPTY, Bytes.utf8("hello"), Bytes.of(forged))) {
            admin().body(Map.of("descriptor", descriptor.base64Url()))
                    .post("/api/v1/partners")
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo("descriptor"));
        }
        admin().body(Map.of("descriptor", ourDescriptor().base64Url()))
                .post("/api/v1/partners")
                .then()
                .statusCode(409);
    }

    @Test
    void tellsAStrangerNothing() {
        PairingId id = theyInvite();
        PairingMessage elsewhere = new PairingMessage(id, new SiteId(Bytes.of(new byte[32])), new Body.Withdrawal("x"));
        Bytes forOthers =
                other.site.sign(RecordType.PAIRING, elsewhere.encode()).encoded();
        hand(forOthers).statusCode(202).body(equalTo(""));
        hand(Bytes.utf8("garbage")).statusCode(400);
        assertEquals("ASKED", state(id));
    }

    @Test
    void doesNotBelieveAMessageFromAnotherConnection() {
        PairingId id = other.invite(ourDescriptor());
        Bytes offer = other.outbox.removeFirst();
        given().contentType("application/cose")
                .header("Kontor-Peer-Site", other.site.siteId().toString())
                .header("Kontor-Peer-Ca", "00".repeat(32))
                .body(offer.toArray())
                .post("/internal/pairing/messages")
                .then()
                .statusCode(202);
        admin().get("/api/v1/partners").then().body("id", not(hasItem(id.toString())));
    }

    @Test
    void boundsTheOffersOfOneSite() {
        for (int i = 0; i < 3; i++) {
            theyInvite();
        }
        other.invite(ourDescriptor());
        hand(other.outbox.removeFirst()).statusCode(429);
    }
}
