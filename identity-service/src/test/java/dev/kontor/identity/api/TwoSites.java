package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.identity.pairing.State;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The service and another site, which is real down to its keys: our messages go out over real TLS to the other site's
/// port, its messages come in as the gateway hands them over.
abstract class TwoSites {
    Edge edge;
    OtherSite other;
    String name;

    @BeforeEach
    void openTheOtherSite() throws Exception {
        edge = new Edge();
        name = "globex-" + UUID.randomUUID().toString().substring(0, 8);
        other = OtherSite.found(name, edge.port());
        edge.present(other);
        given().contentType("application/json")
                .body(Map.of(
                        "endpoints", List.of(Map.of("host", "127.0.0.1", "port", 7443)), "names", List.of("acme-inc")))
                .post("/internal/descriptors")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void closeTheOtherSite() {
        edge.close();
    }

    static RequestSpecification admin() {
        return given().header("Kontor-Actor", "alice").contentType("application/json");
    }

    ValidatableResponse invite(String petname) {
        return admin().body(Map.of("descriptor", other.descriptor().base64Url(), "petname", petname))
                .post("/api/v1/partners")
                .then();
    }

    /// The other side reads what was delivered to it.
    Edge.Delivery otherReceives() throws InterruptedException {
        Edge.Delivery delivery = edge.next();
        other.receive(delivery.body());
        return delivery;
    }

    void otherSpeaks() {
        List.copyOf(other.outbox).forEach(message -> hand(message).statusCode(202));
        other.outbox.clear();
    }

    ValidatableResponse hand(Bytes message) {
        return given().contentType("application/cose")
                .header("Kontor-Peer-Site", other.site.siteId().toString())
                .header("Kontor-Peer-Ca", other.site.authority().keyHash().hex())
                .body(message.toArray())
                .post("/internal/pairing/messages")
                .then();
    }

    static Bytes ourDescriptor() {
        return Bytes.fromBase64Url(given().contentType("application/json")
                .body(Map.of("endpoints", List.of(Map.of("host", "127.0.0.1", "port", 7443))))
                .post("/internal/descriptors")
                .then()
                .extract()
                .path("record"));
    }

    PairingId theyInvite() {
        PairingId id = other.invite(ourDescriptor());
        otherSpeaks();
        return id;
    }

    PairingId activeByTheirInvitation() throws InterruptedException {
        PairingId id = theyInvite();
        admin().body(Map.of("petname", name))
                .post("/api/v1/partners/" + id + "/accept")
                .then()
                .statusCode(200);
        otherReceives();
        otherSpeaks();
        admin().post("/api/v1/partners/" + id + "/approve").then().statusCode(200);
        other.approve(id);
        otherSpeaks();
        otherReceives();
        assertEquals(new State.Active(true), other.pairing(id).state());
        return id;
    }

    static String state(PairingId id) {
        return admin().get("/api/v1/partners").then().extract().path("find { it.id == '" + id + "' }.state");
    }
}
