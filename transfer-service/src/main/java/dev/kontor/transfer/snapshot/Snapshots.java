package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.SnapshotPublished;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SnapshotId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/// The catalogue of snapshots. Blocks; for virtual threads.
@ApplicationScoped
public class Snapshots {
    private static final String LATEST =
            "from SnapshotRow where orgId = ?1 and namespace = ?2 order by sequence desc limit 1";
    private static final String ALL = "from SnapshotRow order by storedAt desc limit ?1";
    private static final String PARTS = "select pieceIds from PieceListRow where snapshotId = ?1 order by part";
    private static final String ALL_PARTS = "select snapshotId, part from PieceListRow";
    private static final String COUNT_PIECES =
            "select coalesce(sum(octet_length(piece_ids)), 0)::bigint / 32 from snapshot_piece_list";
    private static final String OLD = "select id from SnapshotRow s where (select count(*) from SnapshotRow n"
            + " where n.orgId = s.orgId and n.namespace = s.namespace and n.sequence > s.sequence) >= ?1";

    private final Transactions database;

    Snapshots(Transactions database) {
        this.database = database;
    }

    /// The newest snapshot of a namespace that is here.
    public Optional<Snapshot> latest(OrgId orgId, NamespaceName namespace) {
        return database.read(session -> session.createQuery(LATEST, SnapshotRow.class)
                .setParameter(1, orgId.toString())
                .setParameter(2, namespace.text())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(SnapshotRow::toSnapshot)));
    }

    public Optional<Snapshot> find(SnapshotId id) {
        return database.read(session -> session.find(SnapshotRow.class, id.toString())
                .map(row -> Optional.ofNullable(row).map(SnapshotRow::toSnapshot)));
    }

    /// The newest first.
    public List<Snapshot> list(int limit) {
        return database.read(session -> session.createQuery(ALL, SnapshotRow.class)
                .setParameter(1, limit)
                .getResultList()
                .map(rows -> rows.stream().map(SnapshotRow::toSnapshot).toList()));
    }

    /// All pieces of a snapshot, those of its index included.
    public PieceIds pieces(SnapshotId id) {
        return database.read(session -> session.createQuery(PARTS, byte[].class)
                .setParameter(1, id.toString())
                .getResultList()
                .map(PieceIds::of));
    }

    /// Every piece id that any snapshot needs, handed over row by row.
    public void eachPiece(Consumer<PieceId> consumer) {
        eachPiece((_, piece) -> consumer.accept(piece));
    }

    /// The same with the snapshot that needs it.
    public void eachPiece(BiConsumer<SnapshotId, PieceId> consumer) {
        List<Object[]> keys = database.read(
                session -> session.createQuery(ALL_PARTS, Object[].class).getResultList());
        for (Object[] key : keys) {
            PieceListRow.Key row = new PieceListRow.Key((String) key[0], (Integer) key[1]);
            Optional<PieceListRow> part = database.read(
                    session -> session.find(PieceListRow.class, row).map(Optional::ofNullable));
            part.ifPresent(found -> {
                SnapshotId snapshot = SnapshotId.parse(found.snapshotId);
                PieceIds.of(List.of(found.pieceIds)).ids().forEach(id -> consumer.accept(snapshot, new PieceId(id)));
            });
        }
    }

    /// How many piece ids all snapshots together name.
    public long countPieces() {
        return database.read(
                session -> session.createNativeQuery(COUNT_PIECES, Long.class).getSingleResult());
    }

    public Optional<OwnNamespace> ownNamespace(NamespaceName namespace) {
        return database.read(session -> session.find(OwnNamespaceRow.class, namespace.text())
                .map(row -> Optional.ofNullable(row).map(OwnNamespaceRow::toOwnNamespace)));
    }

    /// Remembers a namespace's secret; the first one wins.
    public OwnNamespace createOwnNamespace(NamespaceName namespace, SealedKey secret) {
        return database.write(session -> session.find(OwnNamespaceRow.class, namespace.text())
                .chain(row -> row == null
                        ? persist(session, new OwnNamespaceRow(namespace.text(), secret))
                        : Uni.createFrom().item(row))
                .map(OwnNamespaceRow::toOwnNamespace));
    }

    private static Uni<OwnNamespaceRow> persist(Mutiny.Session session, OwnNamespaceRow row) {
        return session.persist(row).replaceWith(row);
    }

    /// Adds a snapshot of ours, whose pieces are durable, and tells the other services.
    public void publish(Snapshot snapshot, List<PieceId> pieces) {
        String namespace = snapshot.manifest().namespace().text();
        SnapshotPublished event = new SnapshotPublished(
                namespace,
                snapshot.id(),
                snapshot.manifest().sequence(),
                snapshot.manifest().content().entries(),
                snapshot.manifest().content().bytes(),
                snapshot.storedAt());
        database.write(session -> add(session, snapshot, pieces)
                .chain(() -> session.find(OwnNamespaceRow.class, namespace))
                .invoke(row -> row.lastSequence = snapshot.manifest().sequence())
                .chain(() -> database.outbox().publish(session, EventTypes.SNAPSHOT_PUBLISHED, event)));
    }

    /// Adds a snapshot within the caller's transaction; again is the same as once.
    public static Uni<Void> add(Mutiny.Session session, Snapshot snapshot, List<PieceId> pieces) {
        return session.find(SnapshotRow.class, snapshot.id().toString())
                .chain(row -> row == null
                        ? insert(session, snapshot, pieces)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> insert(Mutiny.Session session, Snapshot snapshot, List<PieceId> pieces) {
        List<Object> rows = new ArrayList<>();
        rows.add(new SnapshotRow(snapshot));
        List<byte[]> parts = PieceIds.parts(pieces);
        for (int part = 0; part < parts.size(); part++) {
            rows.add(new PieceListRow(snapshot.id().toString(), part, parts.get(part)));
        }
        return session.persistAll(rows.toArray());
    }

    /// Removes all snapshots of a namespace; their pieces go with the next collection. False when there were none.
    public boolean remove(OrgId orgId, NamespaceName namespace) {
        int removed = database.write(
                session -> session.createMutationQuery("delete from SnapshotRow where orgId = ?1 and namespace = ?2")
                        .setParameter(1, orgId.toString())
                        .setParameter(2, namespace.text())
                        .executeUpdate());
        return removed > 0;
    }

    /// Removes one snapshot.
    public void drop(SnapshotId id) {
        database.write(session -> session.createMutationQuery("delete from SnapshotRow where id = ?1")
                .setParameter(1, id.toString())
                .executeUpdate());
    }

    /// Removes all but the newest snapshots of each namespace and tells how many it removed.
    public int removeOld(int keep) {
        List<String> old = database.read(session -> session.createQuery(OLD, String.class)
                .setParameter(1, (long) keep)
                .getResultList());
        if (old.isEmpty()) {
            return 0;
        }
        return database.write(session -> session.createMutationQuery("delete from SnapshotRow where id in ?1")
                .setParameter(1, old)
                .executeUpdate());
    }
}
