package dev.kontor.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.world.FakeServices;
import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class AdminApiTest {
    private static final String PARTNERS = "/api/v1/partners";
    private static final String LOOKUP = "/api/v1/lookup";

    @SuppressWarnings("NullAway.Init")
    World world;

    @BeforeEach
    void forget() {
        world.services().forget();
        world.services().onJson(PARTNERS, 201, "{\"id\":\"1\"}");
    }

    @Test
    void saysWhoAsks() {
        as("publisher")
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("someone"))
                .body("roles[0]", equalTo("publisher"));
        given().get("/api/v1/me").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void passesAPermittedRequestOnWithTheActorAndTheTrace() {
        world.services().onJson("/api/v1/grants", 201, "{\"grantId\":\"00\"}");
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        as("publisher")
                .contentType(ContentType.JSON)
                .header("X-Request-Id", "req-7")
                .header("traceparent", trace)
                .body("{\"namespace\":\"invoices\"}")
                .post("/api/v1/grants?dry=1")
                .then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("grantId", equalTo("00"));
        FakeServices.Asked asked = world.services().last("/api/v1/grants");
        assertEquals("/api/v1/grants?dry=1", asked.uri());
        assertEquals("{\"namespace\":\"invoices\"}", asked.body());
        assertEquals("someone", asked.header("Kontor-Actor"));
        assertEquals("req-7", asked.header("X-Request-Id"));
        assertTrue(asked.header("traceparent").startsWith("00-0af7651916cd43dd8448eb211c80319c-"), asked.toString());
        assertEquals("", asked.header("Authorization"));
    }

    @Test
    void whatIsStreamedIsToldWhenTheSessionEnds() {
        world.services().onJson("/api/v1/transfers/events", 200, "[]");
        as("viewer")
                .header("Last-Event-ID", "1700000000000")
                .header("Kontor-Session-Ends", "99999999999")
                .get("/api/v1/transfers/events")
                .then()
                .statusCode(200);
        FakeServices.Asked asked = world.services().last("/api/v1/transfers/events");
        assertEquals("1700000000000", asked.header("Last-Event-ID"));
        long ends = Long.parseLong(asked.header("Kontor-Session-Ends"));
        assertTrue(ends > 1_700_000_000L && ends < 9_999_999_999L, "ends " + ends);
    }

    @Test
    void nobodyElseCanSayWhoTheActorIs() {
        world.services().onJson("/api/v1/grants", 200, "[]");
        as("viewer").header("Kontor-Actor", "root").get("/api/v1/grants").then().statusCode(200);
        assertEquals("someone", world.services().last("/api/v1/grants").header("Kontor-Actor"));
    }

    @Test
    void refusesWithoutTheRoleAndAsksNoService() {
        as("viewer")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/namespaces")
                .then()
                .statusCode(403)
                .body("detail", equalTo("This needs the role admin or publisher."));
        as("reader").get("/api/v1/namespaces").then().statusCode(403);
        given().get("/api/v1/namespaces").then().statusCode(401);
        as("admin").get("/api/v1/unheard-of").then().statusCode(404).contentType("application/problem+json");
        assertEquals(0, world.services().count("/api/v1/unheard-of"));
    }

    @Test
    void passesProblemsOfServicesThrough() {
        world.services()
                .onJson("/api/v1/namespaces/x", 404, "{\"type\":\"urn:kontor:problem:not-found\",\"status\":404}");
        as("admin")
                .get("/api/v1/namespaces/x")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kontor:problem:not-found"));
    }

    @Test
    void boundsBodies() {
        as("admin")
                .contentType(ContentType.JSON)
                .body("x".repeat(2 << 20))
                .post("/api/v1/namespaces")
                .then()
                .statusCode(413);
    }

    @Test
    void invitesTheOneWhoClaimsAName() {
        world.services().onJson(LOOKUP, 200, lookup("one", "one"));
        invite("{\"name\":\"acme-inc\",\"petname\":\"acme\"}").then().statusCode(201);
        assertEquals(
                "{\"descriptor\":\"D-one\",\"petname\":\"acme\"}",
                world.services().last(PARTNERS).body());
        assertEquals(LOOKUP + "?name=acme-inc", world.services().last(LOOKUP).uri());
    }

    @Test
    void invitesNobodyWhileSeveralClaimTheName() {
        world.services().onJson(LOOKUP, 200, lookup("one", "two"));
        invite("{\"name\":\"acme-inc\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:kontor:problem:ambiguous-name"))
                .body("claimants.size()", equalTo(2))
                .body("claimants[1].orgId", equalTo("two"))
                .body("claimants[1].evidence[0].kind", equalTo("dns"));
        assertEquals(0, world.services().count(PARTNERS));
        invite("{\"name\":\"acme-inc\",\"orgId\":\"two\"}").then().statusCode(201);
        assertEquals(
                "{\"descriptor\":\"D-two\"}", world.services().last(PARTNERS).body());
    }

    @Test
    void invitesByIdOrDescriptorAlone() {
        world.services().onJson(LOOKUP, 200, lookup("one"));
        invite("{\"orgId\":\"one\"}").then().statusCode(201);
        assertEquals(LOOKUP + "?name=one", world.services().last(LOOKUP).uri());
        invite("{\"descriptor\":\"given\"}").then().statusCode(201);
        assertEquals(
                "{\"descriptor\":\"given\"}", world.services().last(PARTNERS).body());
    }

    @Test
    void saysWhatIsWrongWithAnInvitation() {
        world.services().onJson(LOOKUP, 200, "{\"name\":\"x\",\"claimants\":[]}");
        invite("{\"name\":\"x\"}").then().statusCode(404).body("detail", containsString("Nobody announces x"));
        invite("{}").then().statusCode(400).body("violations[0].field", equalTo("name"));
        invite("{\"nam\":\"x\"}").then().statusCode(400).body("violations[0].field", equalTo("nam"));
        invite("{").then().statusCode(400).body("type", equalTo("urn:kontor:problem:malformed-request"));
        invite("[]").then().statusCode(400);
    }

    private io.restassured.response.Response invite(String body) {
        return as("admin").contentType(ContentType.JSON).body(body).post(PARTNERS);
    }

    private static String lookup(String... orgIds) {
        StringBuilder claimants = new StringBuilder();
        for (String orgId : orgIds) {
            claimants.append(claimants.isEmpty() ? "" : ",").append("""
                    {"orgId":"%1$s","siteId":"s","evidence":[{"kind":"dns","text":"acme.example"}],"proved":false,
                     "descriptor":"D-%1$s","endpoints":[]}""".formatted(orgId));
        }
        return "{\"name\":\"acme-inc\",\"claimants\":[" + claimants + "]}";
    }

    private RequestSpecification as(String role) {
        return given().auth().oauth2(world.signIn().bearer("someone", role));
    }
}
