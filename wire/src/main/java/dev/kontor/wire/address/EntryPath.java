package dev.kontor.wire.address;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Where an entry lies in its namespace: segments joined by `/`, such as `2026/07/INV-1.xml`. The empty path is the
/// namespace's root document.
///
/// At most 1024 bytes of UTF-8; no empty segment, no `.` or `..`, no control character, no backslash, no lone
/// surrogate. Paths are compared byte by byte, not normalised: two spellings of `é` are two paths.
public record EntryPath(String text) implements Comparable<EntryPath> {
    public static final int MAX_BYTES = 1024;
    public static final EntryPath ROOT = new EntryPath("");

    public EntryPath {
        fault(text).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is no path
    public static EntryPath parse(String text) {
        fault(text).ifPresent(fault -> {
            throw new MalformedException(0, fault);
        });
        return new EntryPath(text);
    }

    /// The path that percent-encoded segments of a URI spell.
    ///
    /// @throws MalformedException when they spell none, for example because a segment hides a `/`
    public static EntryPath parseUri(String uriPath) {
        return PercentCoding.decodePath(uriPath);
    }

    /// The path with percent-encoding, as it stands in a URI.
    public String toUri() {
        return PercentCoding.encodePath(text);
    }

    public boolean root() {
        return text.isEmpty();
    }

    public List<String> segments() {
        return root() ? List.of() : List.of(text.split("/", -1));
    }

    /// Whether this path is `prefix` itself or lies below it; everything lies below the root.
    public boolean within(EntryPath prefix) {
        return prefix.root() || text.equals(prefix.text) || text.startsWith(prefix.text + "/");
    }

    /// The path's order in an index: unsigned order of its UTF-8 bytes.
    @Override
    public int compareTo(EntryPath other) {
        return Bytes.utf8(text).compareTo(Bytes.utf8(other.text));
    }

    @Override
    public String toString() {
        return text;
    }

    private static Optional<String> fault(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("a path has at most 1024 bytes");
        }
        if (text.codePoints().anyMatch(EntryPath::forbidden)) {
            return Optional.of("a path has no control character, backslash or lone surrogate");
        }
        for (String segment : text.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("a path has no empty segment, '.' or '..'");
            }
        }
        return Optional.empty();
    }

    private static boolean forbidden(int point) {
        return Character.isISOControl(point) || point == '\\' || (point >= 0xD800 && point <= 0xDFFF);
    }
}
