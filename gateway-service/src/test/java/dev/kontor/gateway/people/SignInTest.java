package dev.kontor.gateway.people;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class SignInTest {
    @SuppressWarnings("NullAway.Init")
    World world;

    private final CookieFilter cookies = new CookieFilter();

    /// The answer to the redirect that brought the code.
    private @Nullable Response callback;

    @Test
    void leadsThroughTheCodeFlowToThePageThatWasWanted() {
        browser().get("/").then().statusCode(302).header("Location", containsString("/login"));
        Response back = signIn("/login?next=/sites");
        assertEquals("/sites", path(back));
        browser().get("/sites").then().statusCode(200);
        browser()
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("alice"))
                .body("roles[0]", equalTo("admin"));
    }

    /// A listing's next portion, and a document whose name is percent-encoded.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sites/acme-inc/invoices/?after=INV%202.xml&limit=5",
                "/sites/acme-inc/invoices/R%26D%20100%25+.xml",
                "/sites/acme-inc/invoices/?after=%C3%BC%3D%23%2B"
            })
    void leadsToTheWholeAddressThatWasWanted(String wanted) {
        Response away = browser().urlEncodingEnabled(false).get(wanted);
        assertEquals(302, away.statusCode(), away.asString());
        Response back = signIn(away.getHeader("Location"));
        assertEquals(302, back.statusCode(), back.asString());
        assertEquals(wanted, path(back));
    }

    @Test
    void showsTheSiteToWhomeverSignedIn() {
        world.services()
                .onJson("/api/v1/partners", 200, "[{\"petname\":\"<b>x</b>\",\"state\":\"ACTIVE\",\"orgId\":\"o\"}]");
        world.services().onJson("/api/v1/transfers", 503, "{}");
        signIn("/login");
        browser()
                .get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("acme-inc"))
                .body(containsString("invoices"))
                .body(containsString("&lt;b&gt;x&lt;/b&gt;"))
                .body(not(containsString("<b>x")))
                .body(containsString("The service does not answer at the moment"));
    }

    @Test
    void keepsTheSessionFromScriptsAndOtherSites() {
        signIn("/login");
        assertNotNull(callback);
        String session = callback.getHeaders().getValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("q_session"))
                .findFirst()
                .orElse("");
        assertTrue(session.contains("HTTPOnly"), session);
        assertTrue(session.contains("SameSite=Lax"), session);
    }

    @Test
    void endsTheSessionAtTheSignInServiceToo() {
        signIn("/login");
        browser().get("/logout").then().statusCode(302).header("Location", containsString("/realms/acme/logout"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"})
    void leadsNowhereElseAfterSignIn(String next) {
        signIn("/login");
        assertEquals("/", path(browser().queryParam("next", next).get("/login")));
    }

    @Test
    void describesItself() {
        given().get("/.well-known/kontor")
                .then()
                .statusCode(200)
                .body("name", equalTo("acme-inc"))
                .body("siteId", equalTo(World.site().toString()));
        given().get("/openapi?format=json")
                .then()
                .statusCode(200)
                .body(containsString("/sites/{name}/{namespace}/{path}"));
        given().get("/style.css").then().statusCode(200).contentType("text/css");
    }

    /// Plays the OIDC provider's part: takes the state out of the redirect and comes back with a code.
    private Response signIn(String start) {
        Response away = browser().urlEncodingEnabled(false).get(start);
        assertEquals(302, away.statusCode(), away.asString());
        String location = away.getHeader("Location");
        assertTrue(location.contains("/realms/acme/auth?"), location);
        assertTrue(location.contains("code_challenge="), location);
        Response back = browser()
                .queryParam("state", parameter(location, "state"))
                .queryParam("code", "any")
                .get("/login");
        callback = back;
        while (back.statusCode() == 302 && path(back).startsWith("/login")) {
            back = browser().urlEncodingEnabled(false).get(back.getHeader("Location"));
        }
        return back;
    }

    private RequestSpecification browser() {
        return given().filter(cookies).redirects().follow(false).accept("text/html,*/*");
    }

    private static String path(Response response) {
        URI location = URI.create(response.getHeader("Location"));
        return location.getRawPath() + (location.getRawQuery() == null ? "" : "?" + location.getRawQuery());
    }

    private static String parameter(String location, String name) {
        return Arrays.stream(URI.create(location).getRawQuery().split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}
