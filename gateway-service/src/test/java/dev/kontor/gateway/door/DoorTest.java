package dev.kontor.gateway.door;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class DoorTest {
    @SuppressWarnings("NullAway.Init")
    World world;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sites/offline/invoices//x",
                "/sites/offline/invoices/%2e%2e/x",
                "/sites/../api/v1/me",
                "/./sites",
                "http://elsewhere.example/sites/../api/v1/me",
                "/sites/offline/invoices/\u00e4"
            })
    void refusesRawPathTricks(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "Authorization: Bearer "
                + world.signIn().bearer("x", "admin") + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
    }

    /// Quarkus answers these itself, before any handler of ours, with nothing but the status.
    @ParameterizedTest
    @ValueSource(strings = {"/sites/offline/invoices/%zz", "/sites/offline/invoices/%", "/sites/a\\b/c", "/sites/<x>"})
    void refusesWhatIsNoUri(String path) throws IOException {
        assertTrue(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 400"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /sites HTTP/1.1\r\nHost: x\r\nX-Evil: a\u0000b\r\n\r\n",
                "GET /sites HTTP/1.1\r\nHost: x\r\n : folded\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /sites HTTP/9.9\r\n\r\n",
                "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"
            })
    void answersBrokenRequestsWith4xxOrNotAtAll(String request) throws IOException {
        String answer = raw(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/\\d\\.\\d (4|501).*"), answer);
    }

    @Test
    void boundsHeaders() throws IOException {
        String answer = raw("GET /sites HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 431"), answer);
    }

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

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
