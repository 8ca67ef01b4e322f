package dev.kontor.gateway.lan;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// A gateway that identity-service has never told whom to trust.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "trust", value = "none"))
class StaleTrustTest {
    @SuppressWarnings("NullAway.Init")
    World world;

    @Test
    void readsNothingByGrantsThatNobodyConfirmed() {
        for (String path : new String[] {"/sites", "/sites/offline", "/sites/offline/invoices"}) {
            given().auth()
                    .oauth2(world.signIn().bearer("x", "reader"))
                    .get(path)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:kontor:problem:trust-stale"))
                    .body("detail", containsString("identity-service has not confirmed"));
        }
    }

    @Test
    void saysWhichServiceIsMissing() {
        given().auth()
                .oauth2(world.signIn().bearer("x", "admin"))
                .get("/api/v1/doctor")
                .then()
                .statusCode(200)
                .body("findings.find { it.what == 'trust projection' }.level", equalTo("failure"));
        given().get("/.well-known/kontor").then().statusCode(503);
    }
}
