package dev.kontor.gateway.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.admin.KeycloakPolicies.Permission;
import dev.kontor.gateway.world.FakeServices;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeycloakPoliciesTest {
    private static final String TOKENS = "/realms/acme/protocol/openid-connect/token";

    private final Vertx vertx = Vertx.vertx();
    private final FakeServices keycloak = new FakeServices();
    private final KeycloakPolicies policies = new KeycloakPolicies(
            vertx,
            Optional.of(
                    new KeycloakRealm(keycloak.url() + "/realms/acme", "kontor-gateway", Optional.empty()).checked()));

    @BeforeEach
    void describe() {
        keycloak.onJson(
                "/realms/acme/.well-known/uma2-configuration",
                200,
                "{\"token_endpoint\":\"" + keycloak.url() + TOKENS + "\"}");
    }

    @AfterEach
    void close() {
        keycloak.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksKeycloakInItsOwnWordsWithTheCallersToken() throws Exception {
        keycloak.onJson(TOKENS, 200, "{\"result\":true}");
        assertTrue(ask(Permission.of("POST", "/api/v1/namespaces/invoices/poll")));
        FakeServices.Asked asked = keycloak.last(TOKENS);
        assertEquals("Bearer the-token", asked.header("Authorization"));
        assertTrue(
                Set.of(asked.body().split("&", -1))
                        .containsAll(Set.of(
                                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Auma-ticket",
                                "response_mode=decision", "audience=kontor-gateway", "permission=namespaces%23write")),
                asked.body());
    }

    @Test
    void deniesWhatKeycloakDeniesOrDoesNotKnow() throws Exception {
        for (int status : new int[] {403, 401, 400}) {
            keycloak.onJson(TOKENS, status, "{\"error\":\"access_denied\"}");
            assertFalse(ask(Permission.of("GET", "/api/v1/audit")));
        }
    }

    @Test
    void permitsNothingWhileKeycloakCannotDecide() {
        keycloak.onJson(TOKENS, 500, "{}");
        assertThrows(ExecutionException.class, () -> ask(Permission.of("GET", "/api/v1/audit")));
        keycloak.close();
        assertThrows(ExecutionException.class, () -> ask(Permission.of("GET", "/api/v1/audit")));
    }

    @Test
    void readsPartAndScopeFromTheRequest() {
        assertEquals(new Permission("grants", "read"), Permission.of("HEAD", "/api/v1/grants"));
        assertEquals(new Permission("grants", "write"), Permission.of("DELETE", "/api/v1/grants/00"));
    }

    @Test
    void asksNobodyWhenSwitchedOff() {
        KeycloakPolicies off = new KeycloakPolicies(vertx, Optional.empty());
        assertTrue(off.permit(null, "GET", "/api/v1/audit").result());
        assertFalse(policies.permit(null, "GET", "/api/v1/audit").result());
    }

    @Test
    void wantsARealm() {
        KeycloakRealm other = new KeycloakRealm("https://login.example/oauth2", "x", Optional.empty());
        assertThrows(IllegalArgumentException.class, other::checked);
    }

    private boolean ask(Permission permission) throws Exception {
        return policies.ask("the-token", permission)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
