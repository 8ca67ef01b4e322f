package dev.kontor.e2e;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.e2e.TwoSites.Running;
import dev.kontor.e2e.TwoSites.Site;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Globex's LAN systems read acme's data with ordinary HTTP clients.
@ExtendWith(TwoSites.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockClientsIT {
    private static final String SINGLE = "/sites/acme-inc/blob";
    private static final String LIST = "/sites/acme-inc/files";

    private final byte[] blob = new byte[2_500_000];
    private final LanSource source = new LanSource();
    private final Running sites;
    private final Site globex;
    private final RequestSpecification reader;

    StockClientsIT(Running sites) {
        this.sites = sites;
        this.globex = sites.globex();
        this.reader = sites.reader(globex);
        new Random(7).nextBytes(blob);
    }

    @BeforeAll
    void share() {
        source.with("/blob", "application/octet-stream", blob);
        source.with(
                "/files", "application/json", "[{\"id\":\"a/one\"},{\"id\":\"two\"}]".getBytes(StandardCharsets.UTF_8));
        source.with("/files/a/one", "text/plain", "first".getBytes(StandardCharsets.UTF_8));
        source.with("/files/two", "text/html", "<b>second</b>".getBytes(StandardCharsets.UTF_8));
        sites.share("blob", Map.of("kind", "http", "url", source.url("/blob")));
        sites.share("files", Map.of("kind", "http", "url", source.url("/files"), "list", Map.of("id", "/id")));
    }

    @AfterAll
    void close() {
        source.close();
    }

    private RequestSpecification get() {
        return RestAssured.given().spec(reader);
    }

    @Test
    void deliversTheVerifiedBytesWithTheirDigest() throws NoSuchAlgorithmException {
        Response response = get().get(SINGLE);
        assertEquals(200, response.statusCode(), response.body().asString());
        assertArrayEquals(blob, response.asByteArray());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
        response.then()
                .header("Content-Length", Integer.toString(blob.length))
                .header("Content-Type", equalTo("application/octet-stream"))
                .header("ETag", matchesPattern("\"[^\"]+\""))
                .header(
                        "Repr-Digest",
                        containsString("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":"))
                .header("Accept-Ranges", "bytes")
                .header("Kontor-Snapshot", matchesPattern("[0-9a-f]{64}"))
                .header("Kontor-Receipt", matchesPattern("[0-9a-f]{64}"))
                .header("Age", notNullValue());
    }

    @Test
    void answersConditionalRequests() {
        String etag = get().head(SINGLE).then().statusCode(200).extract().header("ETag");
        get().header("If-None-Match", etag).get(SINGLE).then().statusCode(304).header("ETag", etag);
        get().header("If-None-Match", "\"other\"").head(SINGLE).then().statusCode(200);
        get().header("If-Match", "\"other\"").get(SINGLE).then().statusCode(412);
    }

    @Test
    void answersRanges() {
        Response middle = get().header("Range", "bytes=1000000-1999999").get(SINGLE);
        middle.then()
                .statusCode(206)
                .header("Content-Range", "bytes 1000000-1999999/2500000")
                .header("Content-Length", "1000000");
        assertArrayEquals(Arrays.copyOfRange(blob, 1_000_000, 2_000_000), middle.asByteArray());
        assertArrayEquals(
                Arrays.copyOfRange(blob, 2_499_990, 2_500_000),
                get().header("Range", "bytes=-10").get(SINGLE).asByteArray());
        get().header("Range", "bytes=2500000-")
                .get(SINGLE)
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */2500000");
        get().header("Range", "bytes=0-1")
                .header("If-Range", "\"other\"")
                .get(SINGLE)
                .then()
                .statusCode(200);
        get().header("Range", "apples=1-2").get(SINGLE).then().statusCode(200);
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        Response head = get().head(SINGLE);
        head.then().statusCode(200).header("Content-Length", "2500000").header("Kontor-Snapshot", notNullValue());
        assertEquals(0, head.asByteArray().length);
    }

    @Test
    void listsADirectoryAsTheClientLikes() {
        get().accept("application/json")
                .get(LIST)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/json"))
                .body("entries.href", hasItems("./files/a/", "./files/two"));
        get().accept("text/html").get(LIST).then().statusCode(200).contentType(startsWith("text/html"));
        get().accept("application/x-tar").get(LIST).then().statusCode(200).contentType("application/x-tar");
        get().get(LIST + "/a/one")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(equalTo("first"));
    }

    @Test
    void refusesOtherMethodsAndSaysWhichAreOffered() {
        get().body("x").put(SINGLE).then().statusCode(405).header("Allow", containsString("GET"));
        get().delete(SINGLE).then().statusCode(405);
    }

    @Test
    void answersUnknownAndUngrantedAlike() {
        sites.admin(sites.acme())
                .body(Map.of(
                        "name",
                        "hidden",
                        "pollSeconds",
                        3600,
                        "source",
                        Map.of("kind", "http", "url", source.url("/blob"))))
                .post("/api/v1/namespaces")
                .then()
                .statusCode(201);
        sites.poll("hidden");
        Response hidden = get().get("/sites/acme-inc/hidden");
        Response missing = get().get("/sites/acme-inc/no-such-thing");
        assertEquals(hidden.statusCode(), missing.statusCode());
        assertEquals(hidden.path("type").toString(), missing.path("type").toString());
        get().get("/sites/nobody-we-know/x").then().statusCode(404);
    }

    @Test
    void letsNobodyInWithoutAToken() {
        RestAssured.given().baseUri(globex.lanUrl()).get(SINGLE).then().statusCode(401);
        RestAssured.given()
                .baseUri(globex.lanUrl())
                .header("Authorization", "Bearer forged.token.here")
                .get(SINGLE)
                .then()
                .statusCode(401);
        get().get("/api/v1/partners").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sites/acme-inc/files/..%2f..%2fetc",
                "/sites/acme-inc/files/%2e%2e/x",
                "/sites/acme-inc/files/a%00b",
                "/sites/acme-inc/files/a%5cb",
                "/sites/acme-inc/files/a%2f%2fb",
                "/sites/acme-inc/UPPER",
                "/sites/%ff/files"
            })
    void refusesPathTricks(String path) {
        get().get(path).then().statusCode(greaterThan(399)).contentType("application/problem+json");
    }
}
