package dev.kontor.gateway.peer;

import io.vertx.core.MultiMap;

/// A request without a body: the only kind that this client sends, and safe to send again.
///
/// @param method `GET` or `HEAD`
/// @param uri path and query, encoded
public record PeerRequest(String method, String uri, MultiMap headers) {
    public PeerRequest {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new IllegalArgumentException("not a safe method: " + method);
        }
    }

    public static PeerRequest get(String uri) {
        return new PeerRequest("GET", uri, MultiMap.caseInsensitiveMultiMap());
    }
}
