package dev.kontor.connector.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.connector.FakeSource;
import dev.kontor.connector.FakeTransfer;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(FakesResource.class)
@TestSecurity(user = "gateway", roles = "gateway-service")
@SuppressWarnings("NullAway.Init") // injected by FakesResource
class NamespaceResourceTest {
    FakeSource source;
    FakeTransfer transfer;

    @Test
    void publishesPollsAndKeepsTheHistory() {
        source.serves("/prices.csv", "text/csv", "a;1\n");
        create("prices", "/prices.csv").then().statusCode(201).header("Location", equalTo(base("prices")));
        json().post("/api/v1/namespaces/prices/poll").then().statusCode(200);
        assertEquals("a;1\n", transfer.published().get(""));
        source.on("/prices.csv", exchange -> exchange.sendResponseHeaders(503, -1));
        json().post("/api/v1/namespaces/prices/poll")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("failed"), "reason", equalTo("wrong-status"));
        json().get("/api/v1/namespaces/prices/runs")
                .then()
                .statusCode(200)
                .body("[0].outcome", equalTo("failed"))
                .body("outcome", hasItem("published"));
        json().delete("/api/v1/namespaces/prices").then().statusCode(204);
    }

    @Test
    void refusesASecondNamespaceOfTheSameName() {
        source.serves("/one", "text/plain", "1");
        create("twice", "/one").then().statusCode(201);
        create("twice", "/one").then().statusCode(409).body("type", equalTo("urn:kontor:problem:conflict"));
        json().delete("/api/v1/namespaces/twice").then().statusCode(204);
    }

    @Test
    void saysEverythingThatIsWrongWithANamespace() {
        json().body("{\"name\":\"No Good\",\"pollSeconds\":0,\"source\":{\"kind\":\"smtp\",\"url\":\"x\"}}")
                .post("/api/v1/namespaces")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItems("name", "pollSeconds", "source.kind", "source.url"));
    }

    @Test
    void refusesAnUnknownMemberAndMalformedJson() {
        json().body("{\"name\":\"x\",\"sauce\":{}}")
                .post("/api/v1/namespaces")
                .then()
                .statusCode(400);
        json().body("{\"name\":").post("/api/v1/namespaces").then().statusCode(400);
        json().post("/api/v1/namespaces").then().statusCode(400);
    }

    @Test
    void hidesWhatItDoesNotHave() {
        json().get("/api/v1/namespaces/nothing").then().statusCode(404);
        json().put("/api/v1/namespaces/nothing").then().statusCode(400);
        json().delete("/api/v1/namespaces/nothing").then().statusCode(404);
        json().post("/api/v1/namespaces/nothing/poll").then().statusCode(404);
        json().get("/internal/live/nothing/x").then().statusCode(404);
    }

    @Test
    void neverShowsTheValueOfASecretHeader() {
        json().body(Map.of(
                        "name", "secret",
                        "mode", "live",
                        "source", Map.of("kind", "http", "url", source.url("/s"), "headers", Map.of("X-Key", "hush"))))
                .post("/api/v1/namespaces")
                .then()
                .statusCode(201)
                .body("source.headers.X-Key", equalTo("***"));
        json().delete("/api/v1/namespaces/secret").then().statusCode(204);
    }

    @Test
    void passesLiveRequestsThroughBelowTheBaseOnly() {
        source.serves("/stock/item%201?q=2", "text/plain", "live answer", "Set-Cookie", "a=b");
        json().body(Map.of(
                        "name", "stock", "mode", "live", "source", Map.of("kind", "http", "url", source.url("/stock"))))
                .post("/api/v1/namespaces")
                .then()
                .statusCode(201);
        given().urlEncodingEnabled(false)
                .get("/internal/live/stock/item%201?q=2")
                .then()
                .statusCode(200)
                .header("Set-Cookie", (String) null)
                .header("ETag", not((String) null))
                .body(equalTo("live answer"));
        given().urlEncodingEnabled(false)
                .get("/internal/live/stock/a%2f..%2fb")
                .then()
                .statusCode(400);
        json().delete("/api/v1/namespaces/stock").then().statusCode(204);
    }

    @Test
    @TestSecurity(user = "someone", roles = "transfer-service")
    void isForTheGatewayOnly() {
        json().get("/api/v1/namespaces").then().statusCode(403);
        json().get("/internal/live/stock/x").then().statusCode(403);
    }

    private io.restassured.response.Response create(String name, String path) {
        return json().body(Map.of(
                        "name",
                        name,
                        "pollSeconds",
                        3600,
                        "source",
                        Map.of("kind", "http", "url", source.url(path).toString())))
                .post("/api/v1/namespaces");
    }

    private static String base(String name) {
        return "http://localhost:" + io.restassured.RestAssured.port + "/api/v1/namespaces/" + name;
    }

    private static RequestSpecification json() {
        return given().contentType("application/json");
    }
}
