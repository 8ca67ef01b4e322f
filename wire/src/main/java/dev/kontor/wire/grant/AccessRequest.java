package dev.kontor.wire.grant;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SnapshotId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who wants to do what with what.
///
/// @param usage what was used of each grant before; a grant that is missing was never used
public record AccessRequest(Requester who, GrantAction action, Target target, Map<GrantId, Usage> usage) {
    public AccessRequest {
        usage = Map.copyOf(usage);
    }

    /// What is wanted.
    ///
    /// @param snapshot the snapshot, or null where the request is not about one
    public record Target(
            NamespaceName namespace,
            EntryPath path,
            @Nullable SnapshotId snapshot) {}

    public static AccessRequest of(Requester who, GrantAction action, NamespaceName namespace, EntryPath path) {
        return new AccessRequest(who, action, new Target(namespace, path, null), Map.of());
    }

    Usage usageOf(GrantId grantId) {
        return usage.getOrDefault(grantId, Usage.NONE);
    }
}
