package dev.kontor.transfer.ledger;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.transfer.ledger.Transfer.Tally;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.TransferFinished;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/// The ledger of transfers. Blocks; for virtual threads.
@ApplicationScoped
public class Transfers {
    private static final String OF_SNAPSHOT =
            "from TransferRow where direction = RECEIVED and orgId = ?1 and snapshotId = ?2";
    private static final String LIST = "from TransferRow order by startedAt desc limit ?1";
    private static final String OPEN =
            "from TransferRow where direction = RECEIVED and state in (FETCHING, STORED, RECEIPTED)"
                    + " order by startedAt limit ?1";
    private static final String UNKEPT =
            "from TransferRow where receipt is not null and kept = false order by startedAt limit ?1";
    private static final String RECEIVERS =
            "select distinct siteId from TransferRow where direction = SENT and snapshotId = ?1";
    private static final String FORGET = "delete from TransferRow where kept = true and startedAt < ?1";

    private final Transactions database;
    private final Clock clock;
    private final Event<EvidenceEntered> entered;

    Transfers(Transactions database, Clock clock, Event<EvidenceEntered> entered) {
        this.database = database;
        this.clock = clock;
        this.entered = entered;
    }

    public Optional<Transfer> find(TransferId id) {
        return database.read(session -> session.find(TransferRow.class, id.toString())
                .map(row -> Optional.ofNullable(row).map(TransferRow::toTransfer)));
    }

    /// The transfer that brought, or is to bring, a partner's snapshot.
    private static Uni<TransferRow> ofSnapshot(Mutiny.Session session, OrgId partner, SnapshotId snapshot) {
        return session.createQuery(OF_SNAPSHOT, TransferRow.class)
                .setParameter(1, partner.toString())
                .setParameter(2, snapshot.toString())
                .getSingleResultOrNull();
    }

    /// The newest first.
    public List<Transfer> list(int limit) {
        return query(LIST, limit);
    }

    /// What we receive and have not brought to its end; oldest first.
    public List<Transfer> open(int limit) {
        return query(OPEN, limit);
    }

    /// Receipts that identity-service does not keep yet.
    public List<Transfer> unkept(int limit) {
        return query(UNKEPT, limit);
    }

    private List<Transfer> query(String query, int limit) {
        return database.read(session -> session.createQuery(query, TransferRow.class)
                .setParameter(1, limit)
                .getResultList()
                .map(rows -> rows.stream().map(TransferRow::toTransfer).toList()));
    }

    /// Sites that have told us with their receipt that they hold a snapshot of ours.
    public List<SiteId> receivers(SnapshotId snapshot) {
        return database.read(session -> session.createQuery(RECEIVERS, String.class)
                .setParameter(1, snapshot.toString())
                .getResultList()
                .map(sites -> sites.stream().map(SiteId::parse).toList()));
    }

    /// Begins a fetch, or begins again the one that the snapshot has already, and tells which. One that is
    /// paused stays so.
    public Transfer begin(Transfer transfer) {
        return database.write(session -> ofSnapshot(
                        session, transfer.what().orgId(), transfer.what().snapshotId())
                .chain(found -> found == null
                        ? insert(session, new TransferRow(transfer))
                        : Uni.createFrom().item(found).invoke(row -> again(row, transfer)))
                .map(TransferRow::toTransfer));
    }

    private void again(TransferRow row, Transfer transfer) {
        if (row.state == TransferState.PAUSED) {
            return;
        }
        row.state = TransferState.FETCHING;
        row.reason = null;
        row.grantId = transfer.what().grantId().toString();
        row.siteId = transfer.what().siteId().toString();
        row.updatedAt = clock.instant();
    }

    /// The fetch cannot go on, for this reason. What is stored does not fail any more, and what was never begun is not
    /// entered.
    public void fail(TransferId id, String reason, Tally tally) {
        update(id, row -> {
            if (row.state == TransferState.FETCHING) {
                row.state = TransferState.FAILED;
                row.reason = reason;
                row.tally(tally);
            }
        });
    }

    /// Says why a transfer does not go on for now; it stays open, and is taken up again.
    public void interrupted(TransferId id, String reason, Tally tally) {
        update(id, row -> {
            if (row.state == TransferState.FETCHING) {
                row.reason = reason;
                row.tally(tally);
            }
        });
    }

    /// Changes the state of a transfer that is in one of those, and tells it as it is then; empty when there
    /// is no such transfer.
    public Optional<Transfer> turn(TransferId id, Set<TransferState> from, TransferState to, String reason) {
        return database.write(session -> session.find(TransferRow.class, id.toString())
                .map(row -> Optional.ofNullable(row).map(found -> {
                    if (from.contains(found.state)) {
                        found.state = to;
                        found.reason = reason.isEmpty() ? null : reason;
                        found.updatedAt = clock.instant();
                    }
                    return found.toTransfer();
                })));
    }

    /// Somebody stopped it, as the ledger says already, and this is how far it came.
    public void stopped(TransferId id, Tally tally) {
        update(id, row -> row.tally(tally));
    }

    /// All pieces are durable: enters the snapshot into the catalogue and the transfer's end into the ledger, with its
    /// receipt if that is signed already, in one transaction.
    public void store(
            Transfer transfer, Snapshot snapshot, List<PieceId> pieces, Tally tally, Optional<SignedRecord> receipt) {
        database.write(session -> Snapshots.add(session, snapshot, pieces)
                .chain(() -> session.find(TransferRow.class, transfer.id().toString()))
                .invoke(row -> {
                    row.state = TransferState.STORED;
                    row.tally(tally);
                    row.completedAt = snapshot.storedAt();
                    row.updatedAt = clock.instant();
                })
                .chain(row -> receipt.map(signed -> keep(session, row, signed))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /// Keeps the one receipt of a transfer that was stored without.
    public void receipt(Transfer stored, SignedRecord receipt) {
        database.write(session -> session.find(TransferRow.class, stored.id().toString())
                .chain(row -> row.state == TransferState.STORED
                        ? keep(session, row, receipt)
                        : Uni.createFrom().voidItem()));
    }

    /// Keeps the receipt and tells the other services that the transfer has ended well.
    private Uni<Void> keep(Mutiny.Session session, TransferRow row, SignedRecord receipt) {
        row.state = TransferState.RECEIPTED;
        row.receipt = receipt.encoded().toArray();
        row.updatedAt = clock.instant();
        return publish(session, row.toTransfer(), receipt);
    }

    public void countersign(TransferId id, SignedRecord countersignature) {
        update(id, row -> {
            row.state = TransferState.COUNTERSIGNED;
            row.countersignature = countersignature.encoded().toArray();
            row.kept = false;
        });
        entered.fireAsync(new EvidenceEntered(id));
    }

    /// Enters what we sent, with the evidence that both sides signed.
    public void enterSent(Transfer transfer, SignedRecord receipt) {
        database.write(
                session -> session.persist(new TransferRow(transfer)).chain(() -> publish(session, transfer, receipt)));
        entered.fireAsync(new EvidenceEntered(transfer.id()));
    }

    /// Identity-service keeps the evidence as it is now.
    public void kept(Transfer transfer) {
        update(transfer.id(), row -> row.kept = row.state == transfer.state());
    }

    /// Forgets old transfers whose evidence is kept elsewhere.
    public int forgetBefore(Instant time) {
        return database.write(session ->
                session.createMutationQuery(FORGET).setParameter(1, time).executeUpdate());
    }

    private void update(TransferId id, Consumer<TransferRow> change) {
        database.write(session -> session.find(TransferRow.class, id.toString()).invoke(row -> {
            if (row != null) {
                change.accept(row);
                row.updatedAt = clock.instant();
            }
        }));
    }

    private static Uni<TransferRow> insert(Mutiny.Session session, TransferRow row) {
        return session.persist(row).replaceWith(row);
    }

    private Uni<Void> publish(Mutiny.Session session, Transfer transfer, SignedRecord receipt) {
        TransferFinished event = new TransferFinished(
                transfer.id(),
                transfer.direction(),
                transfer.what().orgId(),
                transfer.what().namespace().text(),
                transfer.what().snapshotId(),
                transfer.tally().bytes(),
                transfer.tally().pieces(),
                receipt.digest(),
                clock.instant());
        return database.outbox().publish(session, EventTypes.TRANSFER_FINISHED, event);
    }
}
