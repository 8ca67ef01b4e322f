package dev.kontor.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.gateway.world.RealKeycloak;
import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Policies of a realm in a real Keycloak, on top of the role table.
@Tag("keycloak")
@EnabledIf(value = "isThere", disabledReason = "no Keycloak: run kontor demo once, or set kontor.keycloak")
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
@WithTestResource(RealKeycloak.class)
class RealmPoliciesTest {
    @SuppressWarnings("NullAway.Init")
    World world;

    @SuppressWarnings("NullAway.Init")
    RealKeycloak keycloak;

    static boolean isThere() {
        return RealKeycloak.programs().isPresent();
    }

    @Test
    void permitsWhatTableAndRealmPermit() {
        world.services().onJson("/api/v1/grants", 200, "[]");
        world.services().onJson("/api/v1/partners/globex/approve", 200, "{}");
        as("kontor-cli").get("/api/v1/grants").then().statusCode(200);
        as("kontor-cli").post("/api/v1/partners/globex/approve").then().statusCode(200);
    }

    @Test
    void deniesWhatTheRealmDeniesAlthoughTheTablePermitsIt() {
        world.services().forget();
        world.services().onJson("/api/v1/audit", 200, "[]");
        as("kontor-cli")
                .get("/api/v1/audit")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("A policy of the sign-in realm denies this."));
        assertEquals(0, world.services().count("/api/v1/audit"));
    }

    @Test
    void deniesByTheTableFirst() {
        as("accounting").get("/api/v1/grants").then().statusCode(403);
    }

    private RequestSpecification as(String client) {
        return given().auth().oauth2(keycloak.tokenOf(client));
    }
}
