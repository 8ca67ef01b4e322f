package dev.kontor.gateway.doctor;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class DoctorTest {
    @SuppressWarnings("NullAway.Init")
    World world;

    @Test
    void tellsAdminsWhatIsWrongAndWhatToDo() {
        world.services().onJson("/api/v1/site", 200, "{}");
        world.services().onJson("/api/v1/dht", 200, "{\"contacts\":0,\"membership\":\"alone\"}");
        world.services()
                .onJson(
                        "/api/v1/namespaces/invoices/runs",
                        200,
                        "[{\"outcome\":\"failed\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"detail\":\"no answer\"}]");
        world.services().onJson("/api/v1/storage", 500, "{\"detail\":\"no database\"}");
        world.services()
                .onJson("/internal/dead-letters", 200, "[{\"type\":\"dev.kontor.grant.changed\",\"reason\":\"odd\"}]");
        String token = world.signIn().bearer("boss", "admin");
        given().auth().oauth2(token).get("/sites/nobody/invoices").then().statusCode(404);
        given().auth()
                .oauth2(token)
                .get("/api/v1/doctor")
                .then()
                .statusCode(200)
                .body("status", equalTo("failure"))
                .body("findings[0].what", equalTo("transfer-service"))
                .body("findings[0].why", containsString("no database"))
                .body("findings.find { it.what == 'identity-service' }.level", equalTo("ok"))
                .body("findings.find { it.what == 'discovery-service' }.level", equalTo("warning"))
                .body("findings.find { it.what == 'trust projection' }.level", equalTo("ok"))
                .body("findings.find { it.what == 'certificate' }.level", equalTo("ok"))
                .body("findings.find { it.what == 'event bus' }.level", equalTo("ok"))
                .body("findings.find { it.what == 'sign-in' }.level", equalTo("ok"))
                .body("findings.find { it.what == 'events of identity-service' }.why", containsString("1 dead letters"))
                .body("findings.find { it.what == 'sources' }.why", containsString("invoices since 2026"))
                .body("refusals.reason", hasItem("unknown-partner"));
    }

    @Test
    void tellsAFullPieceStoreFromAServiceThatIsWell() {
        String token = world.signIn().bearer("boss", "admin");
        world.services().onJson("/api/v1/storage", 200, "{\"roomBytes\":0}");
        transferService(token).body("level", equalTo("failure")).body("why", containsString("piece store is full"));
        world.services().onJson("/api/v1/storage", 200, "{\"roomBytes\":5242880}");
        transferService(token).body("level", equalTo("ok")).body("why", containsString("room for 5 MiB"));
    }

    @Test
    void saysWhichSnapshotsLackPiecesAndWhy() {
        String token = world.signIn().bearer("boss", "admin");
        world.services()
                .onJson(
                        "/api/v1/scrub",
                        200,
                        "{\"percent\":100,\"unmended\":[{\"ours\":false,\"namespace\":\"prices\",\"sequence\":7,"
                                + "\"pieces\":3,\"reason\":\"no partner answers\"}]}");
        pieces(token)
                .body("level", equalTo("warning"))
                .body("why", containsString("a partner's prices number 7 lacks 3, no partner answers"))
                .body("action", containsString("kontor scrub"));
        world.services().onJson("/api/v1/scrub", 200, "{\"completedAt\":\"2026-01-01T00:00:00Z\",\"unmended\":[]}");
        pieces(token).body("level", equalTo("ok")).body("why", containsString("2026-01-01"));
    }

    private static ValidatableResponse pieces(String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/doctor")
                .then()
                .statusCode(200)
                .rootPath("findings.find { it.what == 'pieces' }");
    }

    private static ValidatableResponse transferService(String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/doctor")
                .then()
                .statusCode(200)
                .rootPath("findings.find { it.what == 'transfer-service' }");
    }

    @Test
    void tellsOthersNothing() {
        for (String role : new String[] {"viewer", "publisher", "reader"}) {
            given().auth()
                    .oauth2(world.signIn().bearer("x", role))
                    .get("/api/v1/doctor")
                    .then()
                    .statusCode(403);
        }
        given().get("/api/v1/doctor").then().statusCode(401);
    }
}
