package dev.kontor.gateway.lan;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.gateway.world.FakeServices;
import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients that know nothing of Kontor rely on: validators, dates, HTTP/2, names with anything in them.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class StockClientTest {
    private static final String CONTENT = "/internal/content/";
    private static final String DATE = "[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT";

    @SuppressWarnings("NullAway.Init")
    World world;

    @Test
    void asksForAListOnlyWhenItChanged() {
        for (String path : new String[] {"/sites", "/sites/acme-inc", "/sites/mirror"}) {
            Response first = reader().get(path);
            String tag = first.getHeader("ETag");
            first.then()
                    .statusCode(200)
                    .contentType("application/json")
                    .header("Date", matchesPattern(DATE))
                    .header("Cache-Control", equalTo("private, no-cache"))
                    .header("Repr-Digest", matchesPattern("sha-256=:[A-Za-z0-9+/=]{44}:"));
            for (String known : new String[] {tag, "W/" + tag.replace("W/", ""), "\"other\", " + tag, "*"}) {
                reader().header("If-None-Match", known)
                        .get(path)
                        .then()
                        .statusCode(304)
                        .header("ETag", equalTo(tag))
                        .body(equalTo(""));
            }
            reader().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
            assertEquals(first.getHeader("Content-Length"), reader().head(path).getHeader("Content-Length"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%20b",
                "%C3%A4.xml",
                "100%25.txt",
                "a+b",
                "a%2Bb",
                "%E2%82%AC/x",
                "~-._!$&'()*,;=:@",
                "%3Fa",
                "%23",
                "dir/",
                "..."
            })
    void keepsEveryNameAsItIs(String name) throws IOException {
        world.services().on(CONTENT, exchange -> FakeServices.send(exchange, 200, new byte[] {1}));
        reader().urlEncodingEnabled(false)
                .get("/sites/offline/invoices/" + name)
                .then()
                .statusCode(200);
        URI asked = URI.create(world.services().last(CONTENT).uri());
        URI meant = URI.create(CONTENT + World.org("offline") + "/invoices/" + name);
        assertEquals(meant.getPath(), asked.getPath());
    }

    @Test
    void passesSeveralRangesAndTheirRefusal() {
        world.services().on(CONTENT, exchange -> {
            boolean outside = exchange.getRequestHeaders().getFirst("Range").contains("900");
            exchange.getResponseHeaders()
                    .add("Content-Type", outside ? "application/xml" : "multipart/byteranges; boundary=b");
            exchange.getResponseHeaders().add("Content-Range", "bytes */10");
            FakeServices.send(exchange, outside ? 416 : 206, new byte[] {1, 2});
        });
        reader().header("Range", "bytes=0-1,-2")
                .get("/sites/offline/invoices")
                .then()
                .statusCode(206)
                .header("Content-Type", equalTo("multipart/byteranges; boundary=b"));
        assertEquals("bytes=0-1,-2", world.services().last(CONTENT).header("Range"));
        reader().header("Range", "bytes=900-")
                .get("/sites/offline/invoices")
                .then()
                .statusCode(416)
                .header("Content-Range", equalTo("bytes */10"));
    }

    @Test
    void saysADateOnceAndKeepsTheSources() {
        world.services().on(CONTENT, exchange -> {
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            FakeServices.send(exchange, 200, new byte[] {1});
        });
        Response answer = reader().get("/sites/offline/invoices");
        assertEquals(1, answer.getHeaders().getList("Date").size());
        assertEquals(1, answer.getHeaders().getList("X-Content-Type-Options").size());
    }

    /// A partner's source has no say about the gateway's own origin, where people's sessions are.
    @Test
    void letsNoSourceSpeakForTheGateway() {
        world.services().on("/internal/live/prices", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "q_session=theirs");
            exchange.getResponseHeaders().add("Clear-Site-Data", "\"*\"");
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().add("Refresh", "0; url=https://evil.example");
            exchange.getResponseHeaders().add("Content-Language", "de");
            FakeServices.send(exchange, 200, new byte[] {1});
        });
        Response answer = reader().get("/sites/mirror/prices");
        answer.then().statusCode(200).header("Content-Language", equalTo("de"));
        for (String name : new String[] {"Set-Cookie", "Clear-Site-Data", "Access-Control-Allow-Origin", "Refresh"}) {
            assertEquals(0, answer.getHeaders().getList(name).size(), name);
        }
    }

    /// A service names the path that the gateway asked it for; the caller never sees that one.
    @Test
    void showsInAProblemThePathThatWasAskedFor() {
        String problem = """
                {"type":"urn:kontor:problem:partner-refused","title":"t","status":403,"detail":"d","rule":"revoked",
                 "instance":"%s"}""";
        world.services().onJson(CONTENT, 403, problem.formatted("/internal/content/x/invoices/a%20b"));
        world.services().onJson("/internal/live/prices", 502, problem.formatted("/internal/live/prices/today"));
        for (String path : new String[] {"/sites/offline/invoices/a%20b", "/sites/mirror/prices/today"}) {
            reader().urlEncodingEnabled(false)
                    .get(path + "?v=1")
                    .then()
                    .contentType("application/problem+json")
                    .body("instance", equalTo(path))
                    .body("rule", equalTo("revoked"))
                    .body("title", equalTo("t"));
            reader().urlEncodingEnabled(false).head(path).then().contentType("application/problem+json");
        }
    }

    @Test
    void leavesAForeignSourcesOwnProblemAsItIs() {
        String theirs = "{\"type\": \"https://erp.example/closed\", \"instance\": \"/erp/7\"}";
        world.services().onJson("/internal/live/prices/closed", 409, theirs);
        assertEquals(theirs, reader().get("/sites/mirror/prices/closed").asString());
    }

    @Test
    void keepsRefusalsOutOfCaches() {
        world.services().onJson(CONTENT, 404, "{\"type\":\"urn:kontor:problem:not-found\",\"status\":404}");
        reader().get("/sites/offline/invoices/x").then().statusCode(404).header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void breaksOffWhereTheSourceBreaksOff() {
        world.services().on(CONTENT, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("away");
        });
        for (HttpClient.Version version : HttpClient.Version.values()) {
            assertThrows(IOException.class, () -> fetch(version, "/sites/offline/invoices"), version.toString());
        }
    }

    @Test
    void speaksHttp2() throws Exception {
        world.services().on(CONTENT, exchange -> FakeServices.send(exchange, 200, new byte[4711]));
        HttpResponse<byte[]> answer = fetch(HttpClient.Version.HTTP_2, "/sites/offline/invoices");
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals(4711, answer.body().length);
        HttpResponse<byte[]> refused = fetch(HttpClient.Version.HTTP_2, "/sites/offline/%2e%2e/x");
        assertEquals(400, refused.statusCode());
        assertEquals(
                "application/problem+json",
                refused.headers().firstValue("content-type").orElse(""));
    }

    private HttpResponse<byte[]> fetch(HttpClient.Version version, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                    .header("Authorization", "Bearer " + world.signIn().bearer("someone", "reader"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private RequestSpecification reader() {
        return given().auth().oauth2(world.signIn().bearer("someone", "reader"));
    }
}
