package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.wire.id.SnapshotId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which snapshots of the catalogue lack pieces. Blocks; for virtual threads.
@ApplicationScoped
public class Damages {
    private static final String ENTER = "insert into damaged_snapshot (snapshot_id, pieces, found_at, tries, reason)"
            + " select id, :pieces, :now, 0, '' from snapshot where id = :id"
            + " on conflict (snapshot_id) do update set pieces = greatest(damaged_snapshot.pieces, :pieces)";
    private static final String OPEN = "from DamageRow order by foundAt limit ?1";
    private static final String COUNT = "select count(*) from DamageRow";
    private static final String TRIED =
            "update DamageRow set pieces = ?2, triedAt = ?3, tries = tries + 1, reason = ?4" + " where snapshotId = ?1";
    private static final String CLEAR = "delete from DamageRow where snapshotId = ?1";

    private final Transactions database;

    Damages(Transactions database) {
        this.database = database;
    }

    /// Remembers it, unless the snapshot is gone from the catalogue meanwhile.
    public void enter(SnapshotId snapshot, long pieces, Instant now) {
        database.write(session -> session.createNativeQuery(ENTER)
                .setParameter("id", snapshot.toString())
                .setParameter("pieces", pieces)
                .setParameter("now", now)
                .executeUpdate());
    }

    /// The oldest first.
    public List<Damage> open(int limit) {
        return database.read(session -> session.createQuery(OPEN, DamageRow.class)
                .setParameter(1, limit)
                .getResultList()
                .map(rows -> rows.stream().map(DamageRow::toDamage).toList()));
    }

    public Optional<Damage> of(SnapshotId snapshot) {
        return database.read(session -> session.find(DamageRow.class, snapshot.toString())
                .map(row -> Optional.ofNullable(row).map(DamageRow::toDamage)));
    }

    public long count() {
        return database.read(session -> session.createQuery(COUNT, Long.class).getSingleResult());
    }

    /// It was tried and did not help, for this reason.
    public void tried(SnapshotId snapshot, long pieces, Instant now, String reason) {
        database.write(session -> session.createMutationQuery(TRIED)
                .setParameter(1, snapshot.toString())
                .setParameter(2, pieces)
                .setParameter(3, now)
                .setParameter(4, reason)
                .executeUpdate());
    }

    /// All its pieces are here again.
    public void clear(SnapshotId snapshot) {
        database.write(session -> session.createMutationQuery(CLEAR)
                .setParameter(1, snapshot.toString())
                .executeUpdate());
    }
}
