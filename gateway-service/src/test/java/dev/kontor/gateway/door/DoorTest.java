package dev.kontor.gateway.door;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class DoorTest {
    @Test
    void tellsBrowsersToBeCareful() {
        given().get("/signed-out")
                .then()
                .statusCode(200)
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Content-Security-Policy", matchesPattern("default-src 'none';.*frame-ancestors 'none'"))
                .header("Strict-Transport-Security", nullValue())
                .header("RateLimit", notNullValue())
                .header("RateLimit-Policy", notNullValue());
    }

    @Test
    void echoesHarmlessRequestIdsOnly() {
        given().header("X-Request-Id", "abc-1").get("/signed-out").then().header("X-Request-Id", equalTo("abc-1"));
        given().header("X-Request-Id", "a b<script>")
                .get("/signed-out")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void refusesWritesOfOtherPagesWithASession() {
        given().cookie("q_session", "anything")
                .header("Origin", "http://evil.example")
                .post("/api/v1/grants")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:kontor:problem:not-allowed"));
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        given().get("/nothing/here").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void offersTraceNowhere() {
        given().request("TRACE", "/sites").then().statusCode(405);
    }
}
