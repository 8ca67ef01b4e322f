package dev.kontor.transfer.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.TransferFinished.Direction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.Optional;

/// One transfer.
///
/// @param what which snapshot, with whom, under which grant
/// @param tally how much
/// @param evidence what is signed about it
public record Transfer(
        TransferId id,
        Direction direction,
        What what,
        TransferState state,
        String reason,
        Tally tally,
        Times times,
        Evidence evidence) {

    /// The snapshot and the partner.
    public record What(OrgId orgId, SiteId siteId, NamespaceName namespace, SnapshotId snapshotId, GrantId grantId) {}

    /// How much.
    ///
    /// @param pieces content pieces of the snapshot
    /// @param bytes plaintext bytes of them
    /// @param fetchedPieces pieces that had to travel
    /// @param badPieces pieces that came damaged
    public record Tally(int pieces, long bytes, int fetchedPieces, long fetchedBytes, int badPieces) {}

    /// When.
    public record Times(Instant startedAt, Instant updatedAt, Optional<Instant> completedAt) {}

    /// The signed records, as far as they exist, and whether identity-service keeps them.
    public record Evidence(Optional<SignedRecord> receipt, Optional<SignedRecord> countersignature, boolean kept) {
        public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), false);
    }

    /// The receipt's id, when there is one.
    @JsonIgnore
    public Optional<Bytes> receiptId() {
        return evidence.receipt().map(SignedRecord::digest);
    }
}
