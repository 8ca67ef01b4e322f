package dev.kontor.identity.receipt;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.log.PartnerLogs;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Keeps receipts, each once, with what proves them: a leaf in the site's log for the receipt and one for its
/// countersignature when that comes, the manifest of the snapshot, and the head of the partner's log that they carry.
@ApplicationScoped
public class ReceiptShelf {
    private static final String WITHOUT_LEAF = "from StoredReceipt r where not exists (select 1 from LeafRow l"
            + " where l.kind = 'RECEIPT' and l.subject = r.id) order by r.storedAt, r.id";
    private static final String COUNTERSIGNED_WITHOUT_LEAF = "from StoredReceipt r where r.countersignature is not null"
            + " and not exists (select 1 from LeafRow l"
            + " where l.kind = 'COUNTERSIGNATURE' and l.subject = r.id) order by r.storedAt, r.id";

    private final SiteLog log;
    private final PartnerLogs partnerLogs;
    private final Audit audit;
    private final Outbox outbox;
    private final Clock clock;

    ReceiptShelf(SiteLog log, PartnerLogs partnerLogs, Audit audit, Outbox outbox, Clock clock) {
        this.log = log;
        this.partnerLogs = partnerLogs;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What is kept of a transfer.
    public record Kept(
            SignedRecord receipt,
            @Nullable SignedRecord countersignature,
            @Nullable SignedRecord manifest) {}

    Uni<StoredReceipt> store(Mutiny.Session session, ReceiptCheck.Sound sound) {
        String id = sound.record().digest().hex();
        return session.find(StoredReceipt.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(known ->
                        known == null ? add(session, sound) : Uni.createFrom().item(known))
                .call(row -> complete(session, row, sound));
    }

    private Uni<StoredReceipt> add(Mutiny.Session session, ReceiptCheck.Sound sound) {
        StoredReceipt row = new StoredReceipt(sound, clock.instant());
        ReceiptStored stored = new ReceiptStored(row.id, sound.receipt().transferId(), row.direction);
        return session.persist(row)
                .chain(() -> log.keep(session, LogLeaf.Kind.RECEIPT, row.storedAt, sound.record(), row.id))
                .chain(() -> row.direction == Direction.SENT
                        ? see(session, sound.receipt().checkpoint())
                        : Uni.createFrom().voidItem())
                .chain(() -> outbox.publish(session, ReceiptStored.TYPE, stored))
                .replaceWith(row);
    }

    private Uni<Void> complete(Mutiny.Session session, StoredReceipt row, ReceiptCheck.Sound sound) {
        Bytes countersignature = sound.countersignature();
        if (row.countersignature != null || countersignature == null) {
            return Uni.createFrom().voidItem();
        }
        row.countersignature = countersignature;
        SignedRecord record = SignedRecord.parse(countersignature);
        return log.keep(session, LogLeaf.Kind.COUNTERSIGNATURE, clock.instant(), record, row.id)
                .chain(() -> row.direction == Direction.RECEIVED
                        ? see(session, Countersignature.decode(record.payload()).checkpoint())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> see(Mutiny.Session session, @Nullable SignedRecord checkpoint) {
        if (checkpoint == null) {
            return Uni.createFrom().voidItem();
        }
        return partnerLogs
                .see(session, checkpoint)
                .chain(fault -> fault.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : audit.note(
                                session,
                                new Act("this site", "partner.log-rewritten", PartnerLogs.origin(checkpoint)),
                                fault.get()));
    }

    /// Keeps the manifest of a snapshot that there is a receipt of.
    Uni<Void> keepManifest(Mutiny.Session session, SignedRecord manifest) {
        String id = SnapshotId.of(manifest).toString();
        return session.find(ManifestRow.class, id)
                .chain(known -> known == null
                        ? session.persist(new ManifestRow(id, manifest.encoded()))
                        : Uni.createFrom().voidItem());
    }

    /// What is kept under a receipt's or a transfer's id.
    public Uni<Optional<Kept>> find(Mutiny.Session session, String id) {
        return session.createQuery(
                        "from StoredReceipt where id = :id or transferId = :id order by storedAt", StoredReceipt.class)
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : kept(session, rows.getFirst()).map(Optional::of));
    }

    private static Uni<Kept> kept(Mutiny.Session session, StoredReceipt row) {
        SignedRecord receipt = SignedRecord.parse(row.receipt);
        Bytes countersignature = row.countersignature;
        String snapshot = Receipt.decode(receipt.payload()).snapshotId().toString();
        return session.find(ManifestRow.class, snapshot)
                .map(manifest -> new Kept(
                        receipt,
                        countersignature == null ? null : SignedRecord.parse(countersignature),
                        manifest == null ? null : SignedRecord.parse(manifest.record)));
    }

    /// Gives receipts and countersignatures of older databases their leaves.
    ///
    /// @return how many; none when all have theirs
    public Uni<Integer> catchUp(Mutiny.Session session, int most) {
        return leafless(session, WITHOUT_LEAF, most)
                .call(rows -> each(session, LogLeaf.Kind.RECEIPT, rows))
                .chain(rows -> leafless(session, COUNTERSIGNED_WITHOUT_LEAF, most)
                        .call(signed -> each(session, LogLeaf.Kind.COUNTERSIGNATURE, signed))
                        .map(signed -> rows.size() + signed.size()));
    }

    private static Uni<List<StoredReceipt>> leafless(Mutiny.Session session, String query, int most) {
        return session.createQuery(query, StoredReceipt.class)
                .setMaxResults(most)
                .getResultList();
    }

    private Uni<Void> each(Mutiny.Session session, LogLeaf.Kind kind, List<StoredReceipt> rows) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (StoredReceipt row : rows) {
            Bytes record = kind == LogLeaf.Kind.RECEIPT ? row.receipt : row.countersignature;
            if (record != null) {
                all = all.chain(() -> log.keep(session, kind, row.storedAt, SignedRecord.parse(record), row.id));
            }
        }
        return all;
    }
}
