package dev.kontor.gateway.lan;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.gateway.world.FakeServices;
import dev.kontor.gateway.world.World;
import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class LanApiTest {
    private static final String CONTENT = "/internal/content/";

    @SuppressWarnings("NullAway.Init")
    World world;

    @Test
    void asksForASignInInTheWayThatTheClientUnderstands() {
        given().get("/sites")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kontor:problem:not-signed-in"));
        given().redirects()
                .follow(false)
                .accept("text/html")
                .get("/sites/offline/invoices")
                .then()
                .statusCode(302)
                .header("Location", equalTo("/login?next=/sites/offline/invoices"));
    }

    @Test
    void refusesTokensThatAreExpiredForOthersOrWithoutARole() {
        for (String token : new String[] {
            world.signIn().expired("x", "reader"), world.signIn().forAnotherAudience("x", "reader"), "nonsense"
        }) {
            given().auth().oauth2(token).get("/sites").then().statusCode(401).contentType("application/problem+json");
        }
        as("auditor").get("/sites").then().statusCode(403).body("type", equalTo("urn:kontor:problem:not-allowed"));
    }

    @Test
    void listsTheNamesThatCanBeAskedFor() {
        as("reader")
                .get("/sites")
                .then()
                .statusCode(200)
                .body("sites.name", hasItems("acme-inc", "mirror", "offline"))
                .body("sites.size()", equalTo(3))
                .body("sites[0].own", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sites", "/sites/mirror", "/sites/acme-inc"})
    void sendsAListAgainOnlyWhenItChanged(String path) {
        String tag = as("reader").get(path).getHeader("ETag");
        as("reader")
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag));
        as("reader").header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
        as("reader").head(path).then().statusCode(200).header("ETag", equalTo(tag));
    }

    @Test
    void listsWhatAPartnerSharesByAskingItsGateway() {
        as("reader")
                .get("/sites/mirror")
                .then()
                .statusCode(200)
                .body("reachable", equalTo(true))
                .body("namespaces.name", hasItems("invoices", "prices", "stock"))
                .body("namespaces.find { it.name == 'prices' }.mode", equalTo("live"));
        as("reader")
                .get("/sites/offline")
                .then()
                .statusCode(200)
                .body("reachable", equalTo(false))
                .body("namespaces.size()", equalTo(0));
    }

    @Test
    void passesASnapshotThroughWithAllItsHeaders() {
        byte[] body = "<Invoice/>".getBytes(StandardCharsets.UTF_8);
        world.services().on(CONTENT, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.getResponseHeaders().add("ETag", "\"abc\"");
            exchange.getResponseHeaders().add("Kontor-Snapshot", "0123");
            exchange.getResponseHeaders().add("Repr-Digest", "sha-256=:AAAA:");
            exchange.getResponseHeaders().add("Connection", "X-Secret");
            exchange.getResponseHeaders().add("X-Secret", "hop");
            FakeServices.send(exchange, 200, body);
        });
        as("reader")
                .header("X-Request-Id", "req-1")
                .header("Cookie", "unrelated=1")
                .urlEncodingEnabled(false)
                .get("/sites/offline/invoices/2026/INV%201.xml?v=1")
                .then()
                .statusCode(200)
                .contentType("application/xml")
                .header("ETag", equalTo("\"abc\""))
                .header("Kontor-Snapshot", equalTo("0123"))
                .header("Repr-Digest", equalTo("sha-256=:AAAA:"))
                .header("Content-Length", equalTo("10"))
                .header("X-Secret", equalTo(null))
                .header("X-Request-Id", equalTo("req-1"))
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(equalTo("<Invoice/>"));
        FakeServices.Asked asked = world.services().last(CONTENT);
        assertEquals(CONTENT + World.org("offline") + "/invoices/2026/INV%201.xml?v=1", asked.uri());
        assertEquals("someone", asked.header("Kontor-Actor"));
        assertEquals("req-1", asked.header("X-Request-Id"));
        assertEquals("", asked.header("Cookie"));
        assertEquals("", asked.header("Authorization"));
    }

    @Test
    void passesConditionsAndRangesOnAndTheirAnswersBack() {
        world.services().on(CONTENT, exchange -> {
            if (exchange.getRequestHeaders().containsKey("If-None-Match")) {
                exchange.getResponseHeaders().add("ETag", "\"abc\"");
                FakeServices.send(exchange, 304, new byte[0]);
            } else {
                exchange.getResponseHeaders().add("Content-Range", "bytes 0-1/10");
                FakeServices.send(exchange, 206, new byte[] {1, 2});
            }
        });
        as("reader")
                .header("If-None-Match", "\"abc\"")
                .get("/sites/offline/invoices")
                .then()
                .statusCode(304)
                .header("ETag", equalTo("\"abc\""));
        as("reader")
                .header("Range", "bytes=0-1")
                .header("If-Range", "\"abc\"")
                .get("/sites/offline/invoices")
                .then()
                .statusCode(206)
                .header("Content-Range", equalTo("bytes 0-1/10"));
        assertEquals("\"abc\"", world.services().last(CONTENT).header("If-Range"));
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() {
        world.services().on(CONTENT, exchange -> FakeServices.send(exchange, 200, new byte[4711]));
        as("reader").head("/sites/offline/invoices").then().statusCode(200).header("Content-Length", equalTo("4711"));
        assertEquals("HEAD", world.services().last(CONTENT).method());
    }

    @Test
    void streamsMegabytesUntouched() {
        byte[] body = Generator.seeded(5).bytes(20_000_000);
        world.services().on(CONTENT, exchange -> FakeServices.send(exchange, 200, body));
        assertArrayEquals(body, as("reader").get("/sites/offline/invoices").asByteArray());
    }

    @Test
    void asksForOurOwnContentUnderOurOwnId() {
        world.services().on(CONTENT, exchange -> FakeServices.send(exchange, 200, new byte[] {1}));
        for (String name :
                new String[] {"acme-inc", "ACME-inc", World.org("acme").toString()}) {
            as("viewer").get("/sites/" + name + "/invoices/").then().statusCode(200);
            assertEquals(
                    CONTENT + World.org("acme") + "/invoices/",
                    world.services().last(CONTENT).uri());
        }
    }

    @Test
    void passesALiveNamespaceThroughBothGateways() {
        world.services().on("/internal/live/prices", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            FakeServices.send(exchange, 200, "{\"eur\":3}".getBytes(StandardCharsets.UTF_8));
        });
        world.services().forget();
        as("reader")
                .header("If-None-Match", "\"old\"")
                .get("/sites/mirror/prices/today?currency=eur")
                .then()
                .statusCode(200)
                .header("Kontor-Source", equalTo("live"))
                .contentType("application/json")
                .body("eur", equalTo(3));
        FakeServices.Asked asked = world.services().last("/internal/live/");
        assertEquals("/internal/live/prices/today?currency=eur", asked.uri());
        assertEquals("\"old\"", asked.header("If-None-Match"));
        assertEquals(0, world.services().count(CONTENT));
    }

    @Test
    void streamsALiveAnswerOfManyMegabytesUntouched() {
        byte[] body = Generator.seeded(6).bytes(8_000_001);
        world.services().on("/internal/live/prices", exchange -> FakeServices.send(exchange, 200, body));
        for (int again = 0; again < 3; again++) {
            assertArrayEquals(body, as("reader").get("/sites/mirror/prices").asByteArray());
        }
    }

    @Test
    void tellsASourcesOwn404FromWhatIsNotShared() {
        world.services().onJson("/internal/live/prices/none", 404, "{\"source\":true}");
        as("reader").get("/sites/mirror/prices/none").then().statusCode(404).body("source", equalTo(true));
        as("reader")
                .get("/sites/mirror/stock/secret")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:kontor:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sites", "/sites/mirror", "/sites/offline/invoices", "/sites/mirror/prices/today"})
    void offersNothingButReading(String path) {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            as("admin")
                    .request(method, path)
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("GET, HEAD, OPTIONS"))
                    .contentType("application/problem+json");
        }
        given().options(path).then().statusCode(204).header("Allow", equalTo("GET, HEAD, OPTIONS"));
    }

    @Test
    void knowsNobodyByAnUnknownOrFormerName() {
        for (String name : new String[] {"nobody", "former", World.org("former").toString()}) {
            as("admin")
                    .get("/sites/" + name + "/invoices")
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:kontor:problem:not-found"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sites/offline/invoices/../../../api/v1/me",
                "/sites/offline/invoices/%2e%2e/x",
                "/sites/offline/invoices/a%2fb",
                "/sites/offline/invoices/a%2Fb",
                "/sites/offline/invoices/a%00b",
                "/sites/offline/invoices/a%5cb",
                "/sites/offline/invoices/a%0d%0ab",
                "/sites/offline/invoices/%ff",
                "/sites/..%2f..%2fq/health",
                "/sites/offline/UPPER",
                "/sites/under_score/invoices"
            })
    void refusesPathTricks(String path) {
        as("admin")
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kontor:problem:malformed-request"));
    }

    @Test
    void refusesOverlongPaths() {
        as("admin").get("/sites/offline/invoices/" + "a".repeat(5000)).then().statusCode(400);
        as("admin").get("/sites/offline/invoices/" + "a".repeat(1025)).then().statusCode(400);
    }

    private RequestSpecification as(String role) {
        return given().auth().oauth2(world.signIn().bearer("someone", role));
    }
}
