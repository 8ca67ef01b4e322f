package dev.kontor.gateway.door;

import io.vertx.core.MultiMap;

/// The headers that tell browsers to be careful. What partners share is shown in a sandbox without scripts, because it
/// comes from the gateway's own origin, where the session is.
final class SecurityHeaders {
    private static final String OURS =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'";
    private static final String THEIRS =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void add(MultiMap headers, String path, boolean secure) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Content-Security-Policy", path.startsWith("/sites/") ? THEIRS : OURS);
        if (secure) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
