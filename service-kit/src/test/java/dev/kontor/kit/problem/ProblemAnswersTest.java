package dev.kontor.kit.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
class ProblemAnswersTest {
    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/probe").then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, ProblemType type) {
        return response.statusCode(type.status())
                .contentType(containsString(Problem.MEDIA_TYPE))
                .body("type", equalTo(type.urn()))
                .body("title", equalTo(type.title()))
                .body("status", equalTo(type.status()));
    }

    @Test
    void writesValuesOfTheWireAsText() {
        post("{\"namespace\":\"invoices\",\"count\":2,\"key\":\"AQI\",\"at\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(200)
                .body("namespace", equalTo("invoices"))
                .body("key", equalTo("AQI"))
                .body("at", equalTo("2026-01-01T00:00:00Z"));
    }

    @Test
    void saysInTheRecordsOwnWordsWhatIsWrong() {
        problem(post("{\"namespace\":\"invoices\",\"count\":0,\"key\":\"AQI\"}"), ProblemType.INVALID_INPUT)
                .body("detail", containsString("count is 0, but must be at least 1"));
    }

    @Test
    void namesTheFieldThatIsWrong() {
        problem(post("{\"namespace\":\"No Such Name\",\"count\":1,\"key\":\"AQI\"}"), ProblemType.INVALID_INPUT)
                .body("violations[0].field", equalTo("namespace"))
                .body("detail", not(containsString("dev.kontor")));
    }

    @Test
    void refusesUnknownMembers() {
        problem(post("{\"namespace\":\"invoices\",\"count\":1,\"colour\":1}"), ProblemType.INVALID_INPUT)
                .body("violations[0].field", equalTo("colour"));
    }

    @Test
    void refusesAWrongType() {
        problem(post("{\"namespace\":\"invoices\",\"count\":\"many\"}"), ProblemType.INVALID_INPUT)
                .body("violations[0].field", equalTo("count"));
    }

    @Test
    void refusesMalformedJson() {
        problem(post("{\"namespace\":"), ProblemType.MALFORMED_REQUEST).body("detail", containsString("line 1"));
    }

    @Test
    void refusesAnotherMediaType() {
        problem(given().contentType("text/plain").body("x").post("/probe").then(), ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void saysWhatWouldBeRightWithoutWordsOfTheCode() {
        problem(post("[]"), ProblemType.INVALID_INPUT)
                .body("detail", equalTo("The body does not fit: it must be an object."));
        problem(post("{\"count\":1,\"colour\":1}"), ProblemType.INVALID_INPUT)
                .body("violations[0].reason", equalTo("is not known here; known are at, count, key, namespace"));
        problem(post("{\"count\":1,\"at\":\"tomorrow\"}"), ProblemType.INVALID_INPUT)
                .body(
                        "violations[0].reason",
                        equalTo("is \"tomorrow\", but must be a time such as 2026-12-31T23:59:59Z"));
        problem(post("{"), ProblemType.MALFORMED_REQUEST).body("detail", not(containsString("Source")));
    }

    @Test
    void refusesNullWhereAValueIsRequired() {
        problem(
                        given().contentType(ContentType.JSON)
                                .body("{\"names\":null}")
                                .post("/probe/list")
                                .then(),
                        ProblemType.INVALID_INPUT)
                .body("violations[0].reason", equalTo("must not be null"));
        problem(
                        given().contentType(ContentType.JSON)
                                .body("{\"names\":[null]}")
                                .post("/probe/list")
                                .then(),
                        ProblemType.INVALID_INPUT)
                .body("violations[0].reason", equalTo("must not be null"));
        problem(
                        given().contentType(ContentType.JSON)
                                .body("{}")
                                .post("/probe/list")
                                .then(),
                        ProblemType.INVALID_INPUT)
                .body("violations[0].reason", equalTo("is missing, but required"));
        problem(given().contentType(ContentType.JSON).post("/probe/list").then(), ProblemType.MALFORMED_REQUEST)
                .body("detail", containsString("no body"));
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        problem(post("\"" + "a".repeat(2_000_000) + "\""), ProblemType.TOO_LARGE)
                .body("detail", containsString("at most 1048576"));
    }

    @Test
    void refusesAQueryThatDoesNotFit() {
        problem(given().get("/probe/page?limit=many").then(), ProblemType.INVALID_INPUT)
                .body("detail", containsString("limit=many"));
    }

    @Test
    void answersUnknownPathsAndMethods() {
        problem(given().get("/nowhere").then(), ProblemType.NOT_FOUND);
        problem(given().delete("/probe").then(), ProblemType.METHOD_NOT_ALLOWED);
        problem(given().get("/probe/number/many").then(), ProblemType.NOT_FOUND);
    }

    @Test
    void carriesFurtherMembers() {
        problem(given().get("/probe/refuse").then(), ProblemType.TRUST_STALE)
                .body("since", equalTo("2026-01-01T00:00:00Z"))
                .body("instance", equalTo("/probe/refuse"));
    }

    @Test
    void tellsNoParticularsOfABug() {
        problem(given().get("/probe/bug").then(), ProblemType.INTERNAL).body(not(containsString("secret words")));
    }

    @Test
    void asksWhoACallerIs() {
        problem(given().get("/probe/transfer-only").then(), ProblemType.NOT_SIGNED_IN);
    }

    @Test
    @TestSecurity(user = "connector", roles = "connector-service")
    void refusesACallerOfAnotherRole() {
        problem(given().get("/probe/transfer-only").then(), ProblemType.NOT_ALLOWED);
    }

    @Test
    @TestSecurity(user = "transfer", roles = "transfer-service")
    void letsTheRightRoleIn() {
        given().get("/probe/transfer-only").then().statusCode(200);
    }
}
