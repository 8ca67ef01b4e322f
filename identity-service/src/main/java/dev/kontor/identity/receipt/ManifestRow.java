package dev.kontor.identity.receipt;

import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A row of the table `kept_manifest`.
@Entity
@Table(name = "kept_manifest")
class ManifestRow {
    @Id
    @Column(name = "snapshot_id")
    String snapshotId;

    @Column(name = "record", nullable = false)
    Bytes record;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected ManifestRow() {}

    ManifestRow(String snapshotId, Bytes record) {
        this.snapshotId = snapshotId;
        this.record = record;
    }
}
