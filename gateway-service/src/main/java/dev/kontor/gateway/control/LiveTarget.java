package dev.kontor.gateway.control;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import java.util.Optional;

/// What a path of the form `/live/{namespace}[/{path}]` asks for.
///
/// @param directory whether the path ended with a slash
record LiveTarget(NamespaceName namespace, EntryPath path, boolean directory) {
    private static final String PREFIX = "/live/";

    /// Empty when the path is of another form, or plays tricks.
    static Optional<LiveTarget> parse(String rawPath) {
        if (!rawPath.startsWith(PREFIX)) {
            return Optional.empty();
        }
        boolean directory = rawPath.endsWith("/") && rawPath.length() > PREFIX.length();
        String below = rawPath.substring(PREFIX.length(), rawPath.length() - (directory ? 1 : 0));
        String[] parts = below.split("/", 2);
        try {
            NamespaceName namespace = NamespaceName.parse(parts[0]);
            return Optional.of(
                    new LiveTarget(namespace, EntryPath.parseUri(parts.length == 1 ? "" : parts[1]), directory));
        } catch (MalformedException trick) {
            return Optional.empty();
        }
    }

    /// Where connector-service has it.
    String inner() {
        return "/internal/live/" + namespace + (path.root() ? "" : "/" + path.toUri()) + (directory ? "/" : "");
    }
}
