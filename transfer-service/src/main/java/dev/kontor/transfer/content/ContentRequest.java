package dev.kontor.transfer.content;

import dev.kontor.transfer.fetch.Fetches;
import dev.kontor.transfer.http.RequestHeaders;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import java.util.Optional;

/// What is asked for.
///
/// @param directory whether the path ends with a slash: then it means the listing, never a document
/// @param after of a listing that comes in portions, the last name that the client has
record ContentRequest(
        OrgId orgId,
        NamespaceName namespace,
        EntryPath path,
        boolean directory,
        boolean head,
        Optional<String> after,
        RequestHeaders headers) {

    /// Where the parts of the address stand in a URI path.
    static final String PREFIX = "/internal/content/";

    /// The address in a raw, percent-encoded URI path.
    record Address(OrgId orgId, NamespaceName namespace, EntryPath path, boolean directory) {
        /// Reads an address.
        ///
        /// @throws MalformedException when it is none
        static Address parse(String rawPath) {
            if (!rawPath.startsWith(PREFIX)) {
                throw new MalformedException(0, "not a content address");
            }
            String[] parts = rawPath.substring(PREFIX.length()).split("/", 3);
            if (parts.length < 2) {
                throw new MalformedException(PREFIX.length(), "an address is orgId/namespace/path");
            }
            String path = parts.length < 3 ? "" : parts[2];
            boolean directory = parts.length == 3 && (path.isEmpty() || path.endsWith("/"));
            if (path.startsWith("/")) {
                throw new MalformedException(PREFIX.length(), "a path has no empty segment");
            }
            String document = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            return new Address(
                    OrgId.parse(parts[0]), NamespaceName.parse(parts[1]), EntryPath.parseUri(document), directory);
        }
    }

    static ContentRequest of(Address address, boolean head, Optional<String> after, RequestHeaders headers) {
        return new ContentRequest(
                address.orgId(), address.namespace(), address.path(), address.directory(), head, after, headers);
    }

    Fetches.Need need() {
        if (head) {
            return Fetches.Need.INDEX;
        }
        return headers.value("Range").isPresent() ? Fetches.Need.PART : Fetches.Need.CONTENT;
    }

    /// The last segment of the address, by which relative links of a listing begin when there is no slash at its end.
    String lastSegment() {
        return path.root() ? namespace.text() : path.segments().getLast();
    }
}
