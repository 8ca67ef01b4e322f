package dev.kontor.gateway.lan;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.MalformedException;

/// What a path below `/sites` asks for.
sealed interface LanTarget {
    String ROOT = "/sites";

    /// All names that can be asked for.
    record Sites() implements LanTarget {}

    /// What one partner shares with us.
    record Partner(SiteName name) implements LanTarget {}

    /// An entry or a directory of a namespace.
    ///
    /// @param directory whether the path ended with a slash
    record Content(SiteName name, NamespaceName namespace, EntryPath path, boolean directory) implements LanTarget {
        /// The path below the namespace as it stands in a URI: empty, or beginning with a slash.
        String uri() {
            return (path.root() ? "" : "/" + path.toUri()) + (directory ? "/" : "");
        }
    }

    /// Reads a raw path that begins with `/sites`.
    ///
    /// @throws MalformedException with what would be right
    static LanTarget parse(String rawPath) {
        boolean directory = rawPath.endsWith("/");
        String below =
                directory ? rawPath.substring(ROOT.length(), rawPath.length() - 1) : rawPath.substring(ROOT.length());
        if (below.isEmpty()) {
            return new Sites();
        }
        String[] parts = below.substring(1).split("/", 3);
        SiteName name = SiteName.parse(decoded(parts[0]));
        return parts.length == 1
                ? new Partner(name)
                : new Content(
                        name,
                        NamespaceName.parse(decoded(parts[1])),
                        EntryPath.parseUri(parts.length == 2 ? "" : parts[2]),
                        directory);
    }

    private static String decoded(String segment) {
        return EntryPath.parseUri(segment).text();
    }
}
