package dev.kontor.wire.grant;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.id.SnapshotId;
import org.jspecify.annotations.Nullable;

/// What a grant is about.
///
/// @param pathPrefix the path itself and what lies below; the root for the whole namespace
/// @param snapshot this snapshot only, or null for any
public record Resource(
        NamespaceName namespace,
        EntryPath pathPrefix,
        @Nullable SnapshotId snapshot) {
    public static Resource wholeNamespace(NamespaceName namespace) {
        return new Resource(namespace, EntryPath.ROOT, null);
    }
}
