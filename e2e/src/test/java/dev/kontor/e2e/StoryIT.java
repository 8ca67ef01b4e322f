package dev.kontor.e2e;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.e2e.TwoSites.Running;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The main job, as the demo tells it and once more by hand.
@ExtendWith(TwoSites.class)
class StoryIT {
    private final Running sites;

    StoryIT(Running sites) {
        this.sites = sites;
    }

    @Test
    void everyStepOfTheDemoHeld() {
        assertTrue(sites.log().contains("The story held"), sites.log());
    }

    @Test
    void fetchesWhatChangedRefusesAfterRevocationAndLeavesReceipts() {
        try (LanSource source = new LanSource()) {
            source.with("/report", "text/plain", "one".getBytes(StandardCharsets.UTF_8));
            sites.share("report", Map.of("kind", "http", "url", source.url("/report")));
            RequestSpecification reader = sites.reader(sites.globex());
            String path = "/sites/acme-inc/report";
            Response first = RestAssured.given().spec(reader).get(path);
            first.then().statusCode(200).body(equalTo("one"));
            String snapshot = first.header("Kontor-Snapshot");
            source.with("/report", "text/plain", "two".getBytes(StandardCharsets.UTF_8));
            sites.poll("report");
            Patience.until(
                    "the new snapshot is served",
                    Duration.ofSeconds(10),
                    () -> "two"
                            .equals(RestAssured.given().spec(reader).get(path).asString()));
            assertFalse(
                    snapshot.equals(RestAssured.given().spec(reader).get(path).header("Kontor-Snapshot")));
            receiptsStandOnBothSides(first.header("Kontor-Receipt"));
            revoke("report");
            Patience.until(
                    "the revocation bites",
                    Duration.ofSeconds(5),
                    () -> RestAssured.given().spec(reader).get(path).statusCode() >= 400);
            RestAssured.given()
                    .spec(reader)
                    .get(path)
                    .then()
                    .statusCode(anyOf(is(403), is(404)))
                    .contentType("application/problem+json")
                    .body("detail.length()", greaterThan(10));
        }
    }

    private void receiptsStandOnBothSides(String receipt) {
        for (TwoSites.Site site : java.util.List.of(sites.acme(), sites.globex())) {
            Patience.until(
                    "the receipt stands at " + site.label(),
                    Duration.ofSeconds(10),
                    () -> sites.admin(site)
                            .get("/api/v1/receipts?limit=200")
                            .asString()
                            .contains(receipt));
        }
    }

    private void revoke(String namespace) {
        RequestSpecification admin = sites.admin(sites.acme());
        String id = RestAssured.given()
                .spec(admin)
                .get("/api/v1/grants")
                .then()
                .statusCode(200)
                .extract()
                .path("find { it.namespace == '" + namespace + "' && !it.revoked }.grantId");
        RestAssured.given().spec(admin).delete("/api/v1/grants/" + id).then().statusCode(anyOf(is(200), is(204)));
    }

    @Test
    void theCommandLineReadsWhatTheLanReads() {
        Command.Outcome listed = sites.command()
                .run(Duration.ofMinutes(1), "ls", "--site", "globex", "-o", "json")
                .succeeded();
        assertTrue(listed.out().contains("acme-inc"), listed.out());
        Command.Outcome doctor = sites.command().run(Duration.ofMinutes(1), "doctor", "--site", "globex", "-o", "json");
        assertEquals(0, doctor.exit(), doctor.out() + doctor.err());
    }

    @Test
    void partnersTellEachOtherWhereTheyAre() {
        for (TwoSites.Site site : java.util.List.of(sites.acme(), sites.globex())) {
            Patience.until(
                    site.label() + " has heard from its partner itself",
                    Duration.ofSeconds(30),
                    () -> sites.admin(site)
                            .get("/api/v1/dht/address-book")
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("partners.every { it.exchangedAt != null && it.failure == null }"));
        }
    }

    @Test
    void oneSnapshotLeavesOneReceipt() {
        try (LanSource source = new LanSource()) {
            source.with("/once", "text/plain", "once".getBytes(StandardCharsets.UTF_8));
            sites.share("once", Map.of("kind", "http", "url", source.url("/once")));
            RequestSpecification reader = sites.reader(sites.globex());
            for (int i = 0; i < 3; i++) {
                RestAssured.given()
                        .spec(reader)
                        .get("/sites/acme-inc/once")
                        .then()
                        .statusCode(200);
            }
            sites.admin(sites.globex())
                    .get("/api/v1/transfers?limit=200")
                    .then()
                    .statusCode(200)
                    .body("findAll { it.namespace == 'once' }", hasSize(1));
        }
    }
}
