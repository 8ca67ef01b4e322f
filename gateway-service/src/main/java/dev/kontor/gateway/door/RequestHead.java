package dev.kontor.gateway.door;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Whether the head of a request can be read: lengths, the host, the path (see [RequestPath]), the query. What the HTTP
/// layer would refuse with nothing but a status is let through to here, as far as it can be, and refused in words.
///
/// @param target path and query as sent
/// @param path of the target, as sent
/// @param headerBytes names and values together
/// @param hosts how many Host fields there are
/// @param needsHost whether the version of HTTP asks for exactly one of them (RFC 9112 §3.2)
record RequestHead(String target, String path, long headerBytes, int hosts, boolean needsHost) {
    // Our choice. The HTTP layer reads up to quarkus.http.limits, and cuts the connection beyond.
    static final int LONGEST_TARGET = 8192;
    static final int LARGEST_HEADERS = 16 * 1024;

    /// What is wrong with it and what would be right, as sentences, if anything.
    Optional<String> fault() {
        if (target.length() > LONGEST_TARGET) {
            return Optional.of("The path and query have " + target.length() + " characters; at most " + LONGEST_TARGET
                    + " are taken here.");
        }
        if (headerBytes > LARGEST_HEADERS) {
            return Optional.of("The header fields have " + headerBytes + " bytes; at most " + LARGEST_HEADERS
                    + " are taken here.");
        }
        if (needsHost && hosts != 1) {
            return Optional.of("The request has " + hosts + " Host fields; HTTP/1.1 asks for exactly one.");
        }
        return RequestPath.fault(path)
                .map(fault -> "The path was refused: " + fault + ". Send percent-encoded UTF-8, one name a segment.")
                .or(this::uriFault);
    }

    private Optional<String> uriFault() {
        try {
            var _ = new URI(target);
            return Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.of("The query was refused: " + malformed.getReason() + " at index " + malformed.getIndex()
                    + ". Percent-encode everything else than letters, digits and -._~ in names and values.");
        }
    }
}
