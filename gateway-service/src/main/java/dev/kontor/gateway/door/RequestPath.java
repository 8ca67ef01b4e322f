package dev.kontor.gateway.door;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.MalformedException;
import java.util.Optional;

/// Whether the path of a request is plain: percent-encoded UTF-8 without `.` and `..` segments, hidden slashes,
/// backslashes, control characters or empty segments. Refused before any router could normalise it into another one.
final class RequestPath {
    /// Our choice: room for a namespace's longest entry path, fully percent-encoded.
    static final int LONGEST = 4096;

    private RequestPath() {}

    /// What is wrong with it, if anything.
    static Optional<String> fault(String rawPath) {
        if (rawPath.length() > LONGEST) {
            return Optional.of("a path has at most " + LONGEST + " characters");
        }
        if (!rawPath.startsWith("/")) {
            return Optional.of("a path begins with /");
        }
        if (rawPath.equals("/")) {
            return Optional.empty();
        }
        String segments = rawPath.substring(1, rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length());
        try {
            for (String segment : segments.split("/", -1)) {
                if (segment.isEmpty() || EntryPath.parseUri(segment).root()) {
                    return Optional.of("a path has no empty segment");
                }
            }
            return Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }
}
