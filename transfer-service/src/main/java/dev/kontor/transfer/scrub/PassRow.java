package dev.kontor.transfer.scrub;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one row that says how far the walk over the store is.
@Entity
@Table(name = "scrub_pass")
class PassRow {
    static final int ID = 1;

    @Id
    int id = ID;

    @Column(name = "started_at", nullable = false)
    Instant startedAt;

    @Column(nullable = false)
    boolean demanded;

    @Column(nullable = false)
    int shard;

    @Column(nullable = false)
    long pieces;

    @Column(nullable = false)
    long bytes;

    @Column(nullable = false)
    long damaged;

    @Column(name = "completed_at")
    @Nullable
    Instant completedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected PassRow() {}

    @SuppressWarnings("NullAway")
    PassRow(Pass pass) {
        take(pass);
    }

    void take(Pass pass) {
        startedAt = pass.startedAt();
        demanded = pass.demanded();
        shard = pass.shard();
        pieces = pass.pieces();
        bytes = pass.bytes();
        damaged = pass.damaged();
        completedAt = pass.completedAt().orElse(null);
    }

    Pass toPass() {
        return new Pass(startedAt, demanded, shard, pieces, bytes, damaged, Optional.ofNullable(completedAt));
    }
}
