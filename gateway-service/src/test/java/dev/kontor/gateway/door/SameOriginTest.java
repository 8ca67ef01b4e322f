package dev.kontor.gateway.door;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SameOriginTest {
    private static final String OWN = "http://gateway.lan:8080";

    @Test
    void letsReadsAndTokensThrough() {
        assertFalse(refused("GET", "q_session=1", null, "cross-site", "http://evil.example"));
        assertFalse(refused("POST", null, "Bearer x", null, null));
        assertFalse(refused("POST", "q_session=1", "Bearer x", "cross-site", null));
        assertFalse(refused("DELETE", null, null, null, null));
    }

    @Test
    void letsOwnPagesWrite() {
        assertFalse(refused("POST", "q_session=1", null, "same-origin", OWN));
        assertFalse(refused("POST", "q_session=1", null, null, OWN));
    }

    @Test
    void refusesWritesFromElsewhereOrNowhere() {
        assertTrue(refused("POST", "q_session=1", null, "cross-site", OWN));
        assertTrue(refused("PUT", "q_session=1", null, "same-site", null));
        assertTrue(refused("DELETE", "q_session=1", null, "none", null));
        assertTrue(refused("POST", "q_session=1", null, null, "http://evil.example"));
        assertTrue(refused("POST", "q_session=1", null, null, "null"));
        assertTrue(refused("POST", "q_session=1", null, null, null));
    }

    private static boolean refused(
            String method,
            @Nullable String cookie,
            @Nullable String authorization,
            @Nullable String fetchSite,
            @Nullable String origin) {
        return new SameOrigin(method, cookie, authorization, fetchSite, origin, OWN).refused();
    }
}
