package dev.kontor.connector.source;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// An HTTP endpoint on the LAN: one document, or a list of items when `list` is there.
///
/// Requests go to the scheme, host and port of `url` and nowhere else, whatever a list or a redirect says.
///
/// @param url absolute `http` or `https` URL
/// @param headers sent with every request, for example an API key
public record HttpSource(URI url, Map<String, String> headers, Optional<ListRules> list) {
    public HttpSource {
        headers = Map.copyOf(headers);
    }

    /// Whether `other` lies on the same scheme, host and port as this source.
    public boolean reaches(URI other) {
        return url.getScheme().equalsIgnoreCase(other.getScheme())
                && url.getHost().equalsIgnoreCase(other.getHost())
                && port(url) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
