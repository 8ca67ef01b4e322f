package dev.kontor.transfer.ledger;

import dev.kontor.transfer.ledger.Transfer.Evidence;
import dev.kontor.transfer.ledger.Transfer.Tally;
import dev.kontor.transfer.ledger.Transfer.Times;
import dev.kontor.transfer.ledger.Transfer.What;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.TransferFinished.Direction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of the ledger.
@Entity
@Table(name = "transfer")
class TransferRow {
    @Id
    String id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Direction direction;

    @Column(name = "org_id", nullable = false)
    String orgId;

    @Column(name = "site_id", nullable = false)
    String siteId;

    @Column(nullable = false)
    String namespace;

    @Column(name = "snapshot_id", nullable = false)
    String snapshotId;

    @Column(name = "grant_id", nullable = false)
    String grantId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    TransferState state;

    @Nullable
    String reason;

    @Column(nullable = false)
    int pieces;

    @Column(nullable = false)
    long bytes;

    @Column(name = "fetched_pieces", nullable = false)
    int fetchedPieces;

    @Column(name = "fetched_bytes", nullable = false)
    long fetchedBytes;

    @Column(name = "bad_pieces", nullable = false)
    int badPieces;

    @Column(name = "started_at", nullable = false)
    Instant startedAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    @Column(name = "completed_at")
    @Nullable
    Instant completedAt;

    byte @Nullable [] receipt;

    byte @Nullable [] countersignature;

    @Column(nullable = false)
    boolean kept;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected TransferRow() {}

    TransferRow(Transfer transfer) {
        this.id = transfer.id().toString();
        this.direction = transfer.direction();
        this.orgId = transfer.what().orgId().toString();
        this.siteId = transfer.what().siteId().toString();
        this.namespace = transfer.what().namespace().text();
        this.snapshotId = transfer.what().snapshotId().toString();
        this.grantId = transfer.what().grantId().toString();
        this.state = transfer.state();
        this.reason = transfer.reason();
        this.startedAt = transfer.times().startedAt();
        this.updatedAt = transfer.times().updatedAt();
        this.completedAt = transfer.times().completedAt().orElse(null);
        this.receipt = bytes(transfer.evidence().receipt());
        this.countersignature = bytes(transfer.evidence().countersignature());
        this.kept = transfer.evidence().kept();
        tally(transfer.tally());
    }

    final void tally(Tally tally) {
        this.pieces = tally.pieces();
        this.bytes = tally.bytes();
        this.fetchedPieces = tally.fetchedPieces();
        this.fetchedBytes = tally.fetchedBytes();
        this.badPieces = tally.badPieces();
    }

    Transfer toTransfer() {
        return new Transfer(
                TransferId.parse(id),
                direction,
                new What(
                        OrgId.parse(orgId),
                        SiteId.parse(siteId),
                        NamespaceName.parse(namespace),
                        SnapshotId.parse(snapshotId),
                        GrantId.parse(grantId)),
                state,
                reason == null ? "" : reason,
                new Tally(pieces, bytes, fetchedPieces, fetchedBytes, badPieces),
                new Times(startedAt, updatedAt, Optional.ofNullable(completedAt)),
                new Evidence(record(receipt), record(countersignature), kept));
    }

    static byte @Nullable [] bytes(Optional<SignedRecord> record) {
        return record.map(signed -> signed.encoded().toArray()).orElse(null);
    }

    private static Optional<SignedRecord> record(byte @Nullable [] bytes) {
        return bytes == null ? Optional.empty() : Optional.of(SignedRecord.parse(Bytes.of(bytes)));
    }
}
