package dev.kontor.transfer.snapshot;

import dev.kontor.wire.id.SnapshotId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A snapshot that lacks pieces.
@Entity
@Table(name = "damaged_snapshot")
class DamageRow {
    @Id
    @Column(name = "snapshot_id")
    String snapshotId;

    @Column(nullable = false)
    long pieces;

    @Column(name = "found_at", nullable = false)
    Instant foundAt;

    @Column(name = "tried_at")
    @Nullable
    Instant triedAt;

    @Column(nullable = false)
    int tries;

    @Column(nullable = false)
    String reason;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected DamageRow() {}

    Damage toDamage() {
        return new Damage(SnapshotId.parse(snapshotId), pieces, foundAt, Optional.ofNullable(triedAt), tries, reason);
    }
}
