package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the catalogue.
@Entity
@Table(name = "snapshot")
class SnapshotRow {
    @Id
    String id;

    @Column(name = "org_id", nullable = false)
    String orgId;

    @Column(name = "site_id", nullable = false)
    String siteId;

    @Column(nullable = false)
    String namespace;

    @Column(nullable = false)
    long sequence;

    @Column(nullable = false)
    boolean ours;

    @Column(nullable = false)
    byte[] manifest;

    @Column(name = "key_id", nullable = false)
    byte[] keyId;

    @Column(name = "key_enc", nullable = false)
    byte[] keyEnc;

    @Column(name = "key_sealed", nullable = false)
    byte[] keySealed;

    @Column(name = "transfer_id")
    @Nullable
    String transferId;

    @Column(name = "stored_at", nullable = false)
    Instant storedAt;

    @Column(nullable = false)
    boolean lent;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected SnapshotRow() {}

    SnapshotRow(Snapshot snapshot) {
        this.id = snapshot.id().toString();
        this.orgId = snapshot.manifest().orgId().toString();
        this.siteId = snapshot.manifest().siteId().toString();
        this.namespace = snapshot.manifest().namespace().text();
        this.sequence = snapshot.manifest().sequence();
        this.ours = snapshot.ours();
        this.manifest = snapshot.record().encoded().toArray();
        this.keyId = snapshot.key().keyId().toArray();
        this.keyEnc = snapshot.key().sealed().enc().toArray();
        this.keySealed = snapshot.key().sealed().ciphertext().toArray();
        this.transferId =
                snapshot.transferId() == null ? null : snapshot.transferId().toString();
        this.storedAt = snapshot.storedAt();
    }

    Snapshot toSnapshot() {
        return Snapshot.of(
                SignedRecord.parse(Bytes.of(manifest)),
                new SealedKey(Bytes.of(keyId), Bytes.of(keyEnc), Bytes.of(keySealed)),
                ours,
                transferId == null ? null : TransferId.parse(transferId),
                storedAt);
    }
}
