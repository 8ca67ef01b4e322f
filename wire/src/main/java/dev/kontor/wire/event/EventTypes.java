package dev.kontor.wire.event;

import java.util.Set;

/// The CloudEvents types of a site's event bus.
public final class EventTypes {
    /// Body [GrantChanged].
    public static final String GRANT_CHANGED = "dev.kontor.grant.changed";

    /// Body [PartnerChanged].
    public static final String PARTNER_CHANGED = "dev.kontor.partner.changed";

    /// Body [NamespaceChanged].
    public static final String NAMESPACE_CHANGED = "dev.kontor.namespace.changed";

    /// Body [SnapshotPublished].
    public static final String SNAPSHOT_PUBLISHED = "dev.kontor.snapshot.published";

    /// Body [TransferFinished].
    public static final String TRANSFER_FINISHED = "dev.kontor.transfer.finished";

    /// Body [DescriptorChanged].
    public static final String DESCRIPTOR_CHANGED = "dev.kontor.descriptor.changed";

    public static final Set<String> ALL = Set.of(
            GRANT_CHANGED,
            PARTNER_CHANGED,
            NAMESPACE_CHANGED,
            SNAPSHOT_PUBLISHED,
            TRANSFER_FINISHED,
            DESCRIPTOR_CHANGED);

    private EventTypes() {}
}
