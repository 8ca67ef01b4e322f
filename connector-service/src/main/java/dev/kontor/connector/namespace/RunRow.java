package dev.kontor.connector.namespace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One finished poll in the database.
@Entity
@Table(name = "run")
class RunRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String namespace = "";

    @Column(name = "started_at")
    Instant startedAt = Instant.EPOCH;

    @Column(name = "ended_at")
    Instant endedAt = Instant.EPOCH;

    String outcome = "";

    @Nullable
    String reason;

    @Nullable
    String detail;

    @Column(name = "snapshot_id")
    @Nullable
    String snapshotId;

    @Nullable
    Long sequence;

    long entries;

    long bytes;

    @Column(name = "new_pieces")
    long newPieces;

    static RunRow of(String namespace, Run run) {
        RunRow row = new RunRow();
        row.namespace = namespace;
        row.startedAt = run.startedAt();
        row.endedAt = run.endedAt();
        row.outcome = run.outcome().word();
        row.reason = run.reason();
        row.detail = run.detail();
        row.snapshotId = run.snapshotId();
        row.sequence = run.sequence();
        row.entries = run.entries();
        row.bytes = run.bytes();
        row.newPieces = run.newPieces();
        return row;
    }

    Run run() {
        return new Run(
                startedAt,
                endedAt,
                Run.Outcome.of(outcome),
                reason,
                detail,
                snapshotId,
                sequence,
                entries,
                bytes,
                newPieces);
    }
}
