package dev.kontor.wire.event;

import dev.kontor.wire.id.SnapshotId;
import java.time.Instant;

/// A namespace of ours has a new snapshot.
///
/// @param bytes plaintext bytes of its pieces
public record SnapshotPublished(
        String namespace, SnapshotId snapshotId, long sequence, int entries, long bytes, Instant at) {}
