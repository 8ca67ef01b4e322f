package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whatever is sent, the answer says what is wrong and what would be right, and it is never our fault.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class WrongInputTest {
    private static final List<String> POSTS = List.of(
            "/api/v1/partners",
            "/api/v1/grants",
            "/internal/descriptors",
            "/internal/name-announcements",
            "/internal/provider-records",
            "/internal/signatures",
            "/internal/hpke/open",
            "/internal/receipts");

    private static RequestSpecification admin() {
        return given().urlEncodingEnabled(false).header("Kontor-Actor", "alice").contentType("application/json");
    }

    private static ValidatableResponse refused(Response response, int status) {
        return response.then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void refusesBodiesOfAnyWrongShape() {
        for (String path : POSTS) {
            refused(admin().post(path), 400).body("detail", containsString("has no body"));
            for (String body : List.of("null", "[]", "7", "{", "{}", "{\"colour\":1}", "\u0000")) {
                assertEquals(400, admin().body(body).post(path).statusCode(), path + " " + body);
            }
            refused(
                    given().header("Kontor-Actor", "a")
                            .contentType("text/plain")
                            .body("x")
                            .post(path),
                    415);
            refused(admin().body("\"" + "A".repeat(2_000_000) + "\"").post(path), 413);
        }
    }

    @Test
    void refusesNullWhereAValueIsNeeded() {
        field("/api/v1/partners", "{\"descriptor\":null}", "descriptor", "must not be null");
        field("/api/v1/grants", "{\"namespace\":null,\"partner\":\"x\"}", "namespace", "must not be null");
        field("/internal/descriptors", "{\"endpoints\":[null]}", "endpoints", "must not be null");
        field("/internal/descriptors", "{\"endpoints\":[],\"names\":[null]}", "names", "must not be null");
    }

    @Test
    void saysWhatAGrantMayHave() {
        Map<String, String> wrong = Map.of(
                "\"actions\":[\"steal\"]",
                "list, read, receive and publish-on",
                "\"actions\":\"read\"",
                "must be a list",
                "\"actions\":[null]",
                "must not be null",
                "\"notAfter\":\"tomorrow\"",
                "a time such as",
                "\"notAfter\":\"2020-01-01T00:00:00Z\"",
                "must be in the future",
                "\"notAfter\":\"+100000-01-01T00:00:00Z\"",
                "before the year 10000",
                "\"pathPrefix\":\"../x\"",
                "no empty segment",
                "\"purpose\":\"" + "x".repeat(301) + "\"",
                "at most 300");
        wrong.forEach((member, reason) -> field(
                "/api/v1/grants",
                "{\"namespace\":\"invoices\",\"partner\":\"nobody\"," + member + "}",
                member.substring(1, member.indexOf('"', 1)),
                reason));
    }

    @Test
    void saysWhereToFindTheRightIds() {
        refused(admin().delete("/api/v1/grants/xyz"), 400).body("detail", containsString("GET /api/v1/grants"));
        refused(admin().delete("/api/v1/grants/" + "0".repeat(32)), 404).body("detail", containsString("0000"));
        for (String key : List.of("nobody", "%00", "%ff%fe", "a".repeat(3000))) {
            for (String step : List.of("accept", "approve", "reject", "withdraw", "revoke")) {
                refused(admin().post("/api/v1/partners/" + key + "/" + step), 404)
                        .body("detail", containsString("GET /api/v1/partners"));
            }
        }
    }

    @Test
    void saysThatAQueryDoesNotFit() {
        for (String query : List.of("audit?limit=many", "audit?before=x", "receipts?limit=many")) {
            refused(admin().get("/api/v1/" + query), 400)
                    .body("type", equalTo("urn:kontor:problem:invalid-input"))
                    .body("detail", containsString(query.substring(query.indexOf('?') + 1)));
        }
    }

    private static void field(String path, String body, String field, String reason) {
        refused(admin().body(body).post(path), 400)
                .body("violations[0].field", containsString(field))
                .body("violations[0].reason", containsString(reason));
    }
}
