package dev.kontor.discovery.announce;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.discovery.dht.FakeIdentity;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What transfer-service says that the site has, in the whole service.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeIdentity.class)
@TestSecurity(user = "transfer-service", roles = "transfer-service")
class ProvidersTest {
    private static final Bytes KEY = Sha256.digest(Bytes.utf8("what we have"));
    private static final Bytes OTHER = Sha256.digest(Bytes.utf8("what nobody has"));

    private static int name(Bytes... keys) {
        return given().contentType("application/json")
                .body(Map.of(
                        "storageKeys",
                        List.of(keys).stream().map(Bytes::base64Url).toList()))
                .put("/internal/providers")
                .statusCode();
    }

    private static List<String> sites(Bytes key) {
        return given().get("/internal/providers/" + key.base64Url()).path("sites");
    }

    @Test
    void saysInTheNetworkWhatThisSiteHas() {
        assertEquals(204, name(KEY));
        List<String> found = List.of();
        for (Instant end = Instant.now().plusSeconds(60);
                found.isEmpty() && Instant.now().isBefore(end); ) {
            found = sites(KEY);
        }
        assertEquals(List.of(FakeIdentity.ACME.siteId().toString()), found);
        assertEquals(List.of(), sites(OTHER));
    }

    @Test
    void refusesWhatIsNoStorageKey() {
        assertEquals(400, name(Bytes.utf8("short")));
        given().get("/internal/providers/*").then().statusCode(400);
    }

    @Test
    @TestSecurity(user = "gateway-service", roles = "gateway-service")
    void isForTransferServiceOnly() {
        given().get("/internal/providers/" + KEY.base64Url()).then().statusCode(equalTo(403));
    }
}
