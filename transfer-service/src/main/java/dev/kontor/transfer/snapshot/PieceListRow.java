package dev.kontor.transfer.snapshot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/// Up to [PieceIds#PART] piece ids of a snapshot, one after another.
@Entity
@Table(name = "snapshot_piece_list")
@IdClass(PieceListRow.Key.class)
class PieceListRow {
    /// The row's primary key.
    record Key(String snapshotId, int part) implements Serializable {}

    @Id
    @Column(name = "snapshot_id")
    String snapshotId;

    @Id
    int part;

    @Column(name = "piece_ids", nullable = false)
    byte[] pieceIds;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected PieceListRow() {}

    PieceListRow(String snapshotId, int part, byte[] pieceIds) {
        this.snapshotId = snapshotId;
        this.part = part;
        this.pieceIds = pieceIds;
    }
}
