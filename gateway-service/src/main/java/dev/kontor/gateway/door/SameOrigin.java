package dev.kontor.gateway.door;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps other web sites from writing with a person's session (CSRF). A request that changes something and carries
/// a session cookie must say that it comes from our own pages; a bearer token needs no such check, no browser sends
/// one by itself.
///
/// @param method as sent
/// @param cookie the Cookie header
/// @param authorization the Authorization header
/// @param fetchSite the Sec-Fetch-Site header, which pages cannot set
/// @param origin the Origin header, for browsers without the former
/// @param own this gateway's origin as the browser sees it: `http://gateway.lan:8080`
record SameOrigin(
        String method,
        @Nullable String cookie,
        @Nullable String authorization,
        @Nullable String fetchSite,
        @Nullable String origin,
        String own) {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    boolean refused() {
        if (SAFE.contains(method) || cookie == null || authorization != null) {
            return false;
        }
        if (fetchSite != null) {
            return !fetchSite.equals("same-origin");
        }
        return origin == null || !origin.equals(own);
    }
}
