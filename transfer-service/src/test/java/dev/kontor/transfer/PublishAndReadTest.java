package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Publishing and reading our own snapshots over HTTP.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(
        user = "services",
        roles = {"connector-service", "gateway-service"})
class PublishAndReadTest {
    private static final byte[] INVOICE = "<Invoice/>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LARGE = Generator.seeded(7).bytes(700_000);

    @Inject
    ServiceUnderTest service;

    private static ValidatableResponse publish(
            String namespace, Map<String, String> headers, Map<String, byte[]> contents) {
        return given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(headers, contents))
                .post("/internal/snapshots/" + namespace + "?pieceSize=65536")
                .then();
    }

    private static String header(String path, String mediaType) {
        return "{\"path\":\"" + path + "\",\"mediaType\":\"" + mediaType
                + "\",\"modifiedAt\":\"2026-03-01T12:00:00Z\"}";
    }

    private static ValidatableResponse sample(String namespace) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("a", header("2026/INV-2.xml", "application/xml"));
        headers.put("b", header("2026/INV-1.xml", "application/xml"));
        headers.put("c", header("big.bin", "application/octet-stream"));
        headers.put("d", header("<b>&.txt", "text/plain; charset=utf-8"));
        return publish(namespace, headers, Map.of("a", INVOICE, "b", new byte[0], "c", LARGE, "d", INVOICE));
    }

    private RequestSpecification reader() {
        return given().urlEncodingEnabled(false)
                .config(io.restassured.config.RestAssuredConfig.config()
                        .decoderConfig(io.restassured.config.DecoderConfig.decoderConfig()
                                .noContentDecoders()));
    }

    private String address(String namespace, String path) {
        return "/internal/content/" + service.self().orgId() + "/" + namespace + path;
    }

    @Test
    void publishesOnlyWhatChanged() {
        sample("deltas")
                .statusCode(200)
                .body("changed", equalTo(true))
                .body("sequence", equalTo(1))
                .body("entries", equalTo(4));
        sample("deltas").statusCode(200).body("changed", equalTo(false)).body("sequence", equalTo(1));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("new", header("2026/INV-3.xml", "application/xml"));
        for (String path : new String[] {"2026/INV-2.xml", "2026/INV-1.xml", "big.bin"}) {
            headers.put(path, "{\"path\":\"" + path + "\",\"unchanged\":true}");
        }
        // One piece for the new invoice, one for the index; the large file is neither read nor stored again.
        publish("deltas", headers, Map.of("new", "<Invoice>3</Invoice>".getBytes(StandardCharsets.UTF_8)))
                .statusCode(200)
                .body("changed", equalTo(true))
                .body("sequence", equalTo(2))
                .body("newPieces", equalTo(2));
        reader().get(address("deltas", "/big.bin"))
                .then()
                .statusCode(200)
                .header("ETag", "\"" + Sha256.digest(Bytes.of(LARGE)).hex() + "\"");
        reader().get(address("deltas", "/2026/INV-3.xml"))
                .then()
                .statusCode(200)
                .body(containsString("3"));
        reader().get(address("deltas", "/%3Cb%3E&.txt")).then().statusCode(404);
        given().get("/internal/snapshots/deltas").then().statusCode(200).body("sequence", equalTo(2));
    }

    @Test
    void aBrokenUploadChangesNothing() {
        sample("broken").statusCode(200);
        byte[] whole = ServiceUnderTest.upload(
                Map.of("x", header("x", "text/plain")),
                Map.of("x", Generator.seeded(1).bytes(5000)));
        for (int length : new int[] {0, 2, 10, 3000, whole.length - 4, whole.length - 1}) {
            given().contentType("application/kontor-entries")
                    .body(Arrays.copyOf(whole, length))
                    .post("/internal/snapshots/broken")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:kontor:problem:malformed-request"));
        }
        publish("broken", Map.of("a", header("../etc/passwd", "text/plain")), Map.of())
                .statusCode(400);
        publish("broken", Map.of("a", "{\"path\":\"never-seen\",\"unchanged\":true}"), Map.of())
                .statusCode(409)
                .body("detail", containsString("never-seen"));
        given().get("/internal/snapshots/broken").then().body("sequence", equalTo(1));
    }

    @Test
    void tellsHowMuchRoomThereIs() {
        assertTrue(given().get("/api/v1/storage").jsonPath().getLong("roomBytes") > 0);
    }

    @Test
    void refusesAnImpossiblePieceSizeAndUnknownNamespaces() {
        given().contentType("application/kontor-entries")
                .body(new byte[4])
                .post("/internal/snapshots/x?pieceSize=1")
                .then()
                .statusCode(400);
        given().get("/internal/snapshots/never").then().statusCode(404);
        given().get("/internal/snapshots/NO").then().statusCode(404);
        given().delete("/internal/snapshots/never").then().statusCode(404);
    }

    @Test
    void withdrawsANamespaceAndNeverReusesASequence() {
        sample("gone").body("sequence", equalTo(1));
        given().delete("/internal/snapshots/gone").then().statusCode(204);
        reader().get(address("gone", "/big.bin")).then().statusCode(404);
        sample("gone").body("changed", equalTo(true)).body("sequence", equalTo(2));
    }

    @Test
    void servesADocumentAsStockClientsExpectIt() {
        sample("docs").statusCode(200);
        String digest = Base64.getEncoder()
                .encodeToString(Sha256.digest(Bytes.of(INVOICE)).toArray());
        reader().get(address("docs", "/2026/INV-2.xml"))
                .then()
                .statusCode(200)
                .header("Content-Type", "application/xml")
                .header("Content-Length", "10")
                .header("ETag", "\"" + Sha256.digest(Bytes.of(INVOICE)).hex() + "\"")
                .header("Repr-Digest", "sha-256=:" + digest + ":")
                .header("Last-Modified", "Sun, 01 Mar 2026 12:00:00 GMT")
                .header("Accept-Ranges", "bytes")
                .header("Age", "0")
                .header("Cache-Control", containsString("no-cache"))
                .header("Kontor-Source", "own")
                .header("Kontor-Snapshot", notNullValue())
                .body(equalTo("<Invoice/>"));
        reader().head(address("docs", "/2026/INV-2.xml"))
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("Repr-Digest", notNullValue());
        reader().get(address("docs", "/2026/INV-1.xml")).then().statusCode(200).header("Content-Length", "0");
        assertArrayEquals(LARGE, reader().get(address("docs", "/big.bin")).asByteArray());
    }

    @Test
    void answersConditionsAndRanges() {
        sample("ranges").statusCode(200);
        String tag = "\"" + Sha256.digest(Bytes.of(LARGE)).hex() + "\"";
        String big = address("ranges", "/big.bin");
        reader().header("If-None-Match", tag)
                .get(big)
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(equalTo(""));
        reader().header("If-Match", "\"x\"")
                .get(big)
                .then()
                .statusCode(412)
                .body("type", containsString("precondition-failed"));
        byte[] part = reader().header("Range", "bytes=65530-131080")
                .get(big)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 65530-131080/700000")
                .header("Content-Length", "65551")
                .extract()
                .asByteArray();
        assertArrayEquals(Arrays.copyOfRange(LARGE, 65530, 131081), part);
        reader().header("Range", "bytes=-5")
                .header("If-Range", "\"old\"")
                .get(big)
                .then()
                .statusCode(200);
        reader().header("Range", "bytes=700000-")
                .get(big)
                .then()
                .statusCode(416)
                .contentType("application/problem+json")
                .header("ETag", nullValue())
                .header("Content-Range", "bytes */700000")
                .body("type", equalTo("urn:kontor:problem:range-not-satisfiable"));
        String parts = new String(
                reader().header("Range", "bytes=0-1,10-11")
                        .get(big)
                        .then()
                        .statusCode(206)
                        .header("Content-Type", containsString("multipart/byteranges; boundary="))
                        .extract()
                        .asByteArray(),
                StandardCharsets.ISO_8859_1);
        assertTrue(parts.contains("Content-Range: bytes 10-11/700000"));
    }

    @Test
    void listsFoldersByAccept() {
        sample("lists").statusCode(200);
        reader().get(address("lists", ""))
                .then()
                .statusCode(200)
                .header("Content-Type", "application/json")
                .header("Vary", "Accept")
                .body("entries.name", contains("2026/", "<b>&.txt", "big.bin"))
                .body("entries[0].entries", equalTo(2))
                .body("entries[1].href", equalTo("./lists/%3Cb%3E%26.txt"));
        reader().get(address("lists", "/")).then().body("entries[1].href", equalTo("%3Cb%3E%26.txt"));
        reader().get(address("lists", "/2026/")).then().body("entries.name", contains("INV-1.xml", "INV-2.xml"));
        reader().header("Accept", "text/html,*/*;q=0.8")
                .get(address("lists", "/"))
                .then()
                .statusCode(200)
                .header("Content-Type", "text/html; charset=utf-8")
                .body(containsString("&lt;b&gt;&amp;.txt"))
                .body(not(containsString("<b>&")));
        reader().header("Accept", "image/png").get(address("lists", "/")).then().statusCode(406);
        byte[] tar = reader().header("Accept", "application/x-tar")
                .get(address("lists", "/"))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertEquals(0, tar.length % 512);
        assertTrue(new String(tar, StandardCharsets.ISO_8859_1).contains("2026/INV-2.xml"));
        String tag = reader().get(address("lists", "")).header("ETag");
        reader().header("If-None-Match", tag).get(address("lists", "")).then().statusCode(304);
    }

    @Test
    void refusesTricksWithPaths() {
        sample("tricks").statusCode(200);
        for (String path : new String[] {"/..%2fetc", "/a/%2e%2e/b", "/x%00y", "/a%5cb", "/%ff"}) {
            assertEquals(400, reader().get(address("tricks", path)).statusCode(), path);
        }
        reader().get("/internal/content/nobody/tricks/x").then().statusCode(400);
        reader().get(address("tricks", "/nothing"))
                .then()
                .statusCode(404)
                .header("Content-Type", "application/problem+json");
        reader().delete(address("tricks", "/x")).then().statusCode(405).header("Allow", "GET, HEAD");
    }

    @Test
    @TestSecurity(user = "connector", roles = "connector-service")
    void onlyTheGatewayReads() {
        reader().get("/internal/content/x/y").then().statusCode(403);
        given().get("/api/v1/transfers").then().statusCode(403);
    }

    @Test
    @TestSecurity(user = "gateway", roles = "gateway-service")
    void onlyTheConnectorPublishes() {
        sample("stranger").statusCode(403);
        given().get("/api/v1/snapshots").then().statusCode(200);
        given().get("/api/v1/transfers/00").then().statusCode(400);
    }

    @Test
    void showsSnapshotsToAdmins() {
        sample("shown").statusCode(200);
        given().get("/api/v1/snapshots")
                .then()
                .statusCode(200)
                .body("namespace", hasItem("shown"))
                .body("ours", hasItem(true));
    }
}
