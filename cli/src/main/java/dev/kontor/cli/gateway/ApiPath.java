package dev.kontor.cli.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Paths below a gateway's address, built from segments so that no input can add, remove or climb one.
public record ApiPath(String text) {

    /// A path of one segment each, percent-encoded.
    public static ApiPath of(String... segments) {
        return new ApiPath(Arrays.stream(segments).map(ApiPath::encode).collect(Collectors.joining("/", "/", "")));
    }

    /// Appends a path with slashes in it; the empty path changes nothing.
    public ApiPath below(String path) {
        if (path.isEmpty()) {
            return this;
        }
        String encoded = Arrays.stream(path.split("/", -1)).map(ApiPath::encode).collect(Collectors.joining("/"));
        return new ApiPath(text + "/" + encoded);
    }

    public ApiPath query(String name, String value) {
        return new ApiPath(text + (text.contains("?") ? "&" : "?") + encode(name) + "=" + encode(value));
    }

    @Override
    public String toString() {
        return text;
    }

    private static String encode(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("a path has no segment '" + segment + "'");
        }
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
