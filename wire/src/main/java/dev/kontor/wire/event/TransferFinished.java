package dev.kontor.wire.event;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import java.time.Instant;

/// A transfer has ended well and its receipt exists.
///
/// @param bytes plaintext bytes
/// @param receiptId digest of the signed receipt
public record TransferFinished(
        TransferId transferId,
        Direction direction,
        OrgId partner,
        String namespace,
        SnapshotId snapshotId,
        long bytes,
        int pieces,
        Bytes receiptId,
        Instant at) {
    /// Which side we are.
    public enum Direction {
        RECEIVED,
        SENT
    }
}
