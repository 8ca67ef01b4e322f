package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every endpoint for every role: who may not is refused before anything is read.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
class RolesTest {
    private static final Set<String> ALL = Set.of("gateway", "discovery", "connector", "transfer", "identity");

    private record Endpoint(String method, String path, Set<String> roles) {}

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("GET", "/internal/site", ALL),
            new Endpoint("POST", "/internal/descriptors", Set.of("discovery")),
            new Endpoint("POST", "/internal/name-announcements", Set.of("discovery")),
            new Endpoint("POST", "/internal/provider-records", Set.of("discovery")),
            new Endpoint("POST", "/internal/signatures", Set.of("transfer")),
            new Endpoint("POST", "/internal/hpke/open", Set.of("transfer")),
            new Endpoint("GET", "/internal/trust", Set.of("gateway", "transfer", "discovery")),
            new Endpoint("POST", "/internal/receipts", Set.of("transfer")),
            new Endpoint("POST", "/internal/pairing/messages", Set.of("gateway")),
            new Endpoint("POST", "/internal/partner/messages", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/site", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/partners", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners/nobody/accept", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners/nobody/approve", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners/nobody/reject", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners/nobody/withdraw", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners/nobody/revoke", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/partners/nobody/resume", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/partners/nobody/log", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/organisation", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/organisation/changes", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/organisation/kit", Set.of("gateway")),
            new Endpoint("PUT", "/api/v1/organisation/log", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/grants", Set.of("gateway")),
            new Endpoint("POST", "/api/v1/grants", Set.of("gateway")),
            new Endpoint("DELETE", "/api/v1/grants/00000000000000000000000000000000", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/receipts", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/audit", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/log", Set.of("gateway")),
            new Endpoint("GET", "/api/v1/evidence/nothing", Set.of("gateway")),
            new Endpoint("GET", "/internal/log/checkpoint", Set.of("transfer")));

    @Test
    void refusesWhoeverHasNoCertificate() {
        for (Endpoint endpoint : ENDPOINTS) {
            assertEquals(401, status(endpoint), endpoint::toString);
        }
    }

    @Test
    @TestSecurity(user = "gateway", roles = "gateway-service")
    void letsTheGatewayIn() {
        check("gateway");
    }

    @Test
    @TestSecurity(user = "transfer", roles = "transfer-service")
    void letsTransferIn() {
        check("transfer");
    }

    @Test
    @TestSecurity(user = "discovery", roles = "discovery-service")
    void letsDiscoveryIn() {
        check("discovery");
    }

    @Test
    @TestSecurity(user = "connector", roles = "connector-service")
    void letsTheConnectorIn() {
        check("connector");
    }

    @Test
    @TestSecurity(user = "identity", roles = "identity-service")
    void givesItselfNoPrivileges() {
        check("identity");
    }

    private static void check(String role) {
        for (Endpoint endpoint : ENDPOINTS) {
            int status = status(endpoint);
            boolean refused = status == 401 || status == 403;
            assertEquals(endpoint.roles().contains(role), !refused, () -> role + " at " + endpoint + ": " + status);
            assertEquals(true, status < 500, () -> role + " at " + endpoint + ": " + status);
        }
    }

    private static int status(Endpoint endpoint) {
        var request = given().header("Kontor-Actor", "tester");
        if (endpoint.path().endsWith("/messages")) {
            request.contentType("application/cose").body(new byte[] {0});
        } else if (List.of("POST", "PUT").contains(endpoint.method())) {
            request.contentType("application/json").body(Map.of());
        }
        return request.request(endpoint.method(), endpoint.path()).statusCode();
    }
}
