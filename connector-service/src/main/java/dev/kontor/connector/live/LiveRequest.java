package dev.kontor.connector.live;

import dev.kontor.connector.source.HttpSource;
import dev.kontor.wire.address.EntryPath;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request to the source of a live namespace. Only what is listed here crosses: a partner can neither leave the
/// configured base URL nor send or receive cookies, credentials or hop-by-hop headers.
///
/// @param headers the partner's, as far as they pass, and over them the configured ones
public record LiveRequest(String method, URI target, Map<String, String> headers) {
    /// Request headers that pass from the partner to the source.
    static final List<String> ASKED_HEADERS = List.of(
            "Accept",
            "Accept-Language",
            "If-None-Match",
            "If-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "If-Range",
            "Range");

    /// Response headers that pass from the source to the partner.
    public static final List<String> ANSWERED_HEADERS = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Language",
            "Content-Encoding",
            "Content-Disposition",
            "Accept-Ranges",
            "Cache-Control",
            "ETag",
            "Expires",
            "Last-Modified",
            "Link",
            "Repr-Digest",
            "Retry-After",
            "Vary");

    /// What a partner's request becomes.
    ///
    /// @param query the raw query, or `null`
    /// @param given the partner's headers
    public static LiveRequest of(
            String method, HttpSource source, EntryPath path, @Nullable String query, Map<String, List<String>> given) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, List<String>> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        asked.putAll(given);
        for (String name : ASKED_HEADERS) {
            List<String> values = asked.get(name.toLowerCase(Locale.ROOT));
            if (values != null && !values.isEmpty()) {
                headers.put(name, String.join(", ", values));
            }
        }
        headers.putAll(source.headers());
        return new LiveRequest(method, target(source.url(), path, query), Map.copyOf(headers));
    }

    /// The configured URL, with the path below it and the partner's query after the configured one.
    private static URI target(URI base, EntryPath path, @Nullable String query) {
        String root = base.getScheme() + "://" + base.getRawAuthority();
        String start = base.getRawPath() == null ? "" : base.getRawPath();
        String whole = path.root() ? start : start.replaceFirst("/+$", "") + "/" + path.toUri();
        String both = base.getRawQuery() == null || query == null
                ? (base.getRawQuery() == null ? query : base.getRawQuery())
                : base.getRawQuery() + "&" + query;
        return URI.create(root + whole + (both == null ? "" : "?" + both));
    }
}
