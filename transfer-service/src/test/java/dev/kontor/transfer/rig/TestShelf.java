package dev.kontor.transfer.rig;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.port.Shelf;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A shelf without a database: one snapshot, given to anybody until it is told otherwise.
public final class TestShelf implements Shelf {
    private static final long RETRY_MILLIS = 20;

    private final Set<Bytes> pieces = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong questions = new AtomicLong();
    private volatile Frame.@Nullable Status refusal;
    private volatile Predicate<Bytes> held = _ -> false;
    private volatile boolean leaves;
    private volatile long refuseAfter = Long.MAX_VALUE;
    private volatile Function<SiteId, Frame> tickets = _ -> new Frame.Missing(0, "nobody helps");
    private volatile Bytes helpsWith = Bytes.EMPTY;
    private final AtomicLong presents = new AtomicLong();
    private final AtomicLong heads = new AtomicLong();
    private volatile Bytes current = Bytes.EMPTY;
    private volatile Function<Frame.Receipt, Frame> countersigner =
            receipt -> new Frame.Countersignature(receipt.signed());
    private volatile Frame head = new Frame.Missing(0, "nothing here");

    public void add(Bytes pieceId) {
        pieces.add(pieceId);
    }

    public void answerHead(Frame frame) {
        head = frame;
    }

    /// Refuses every piece after so many were asked for.
    public void refuseAfter(long count, Frame.Status with) {
        refusal = with;
        refuseAfter = count;
    }

    /// Lets these pieces wait until they are held no more.
    public void hold(Predicate<Bytes> which) {
        held = which;
    }

    /// From now on what is held back is given by its leaves.
    public void giveLeaves() {
        leaves = true;
    }

    /// Gives tickets in the name of a site, for one snapshot.
    public void giveTickets(TestSite origin, PartnerSnapshot snapshot) {
        tickets = asker -> new Frame.Ticket(new Ticket(
                        origin.orgId(),
                        origin.siteId(),
                        snapshot.id(),
                        asker,
                        Instant.now().plusSeconds(50))
                .sign(origin.key())
                .encoded());
    }

    /// Answers every question for a ticket with this.
    public void answerApply(Frame frame) {
        tickets = _ -> frame;
    }

    /// Helps with a snapshot of another site: whoever shows a ticket for it gets its pieces.
    public void helpWith(PartnerSnapshot snapshot) {
        snapshot.pieces().forEach(piece -> add(piece.bytes()));
        helpWith(snapshot.id());
    }

    /// The same for pieces that are on the shelf already.
    public void helpWith(SnapshotId id) {
        helpsWith = id.bytes();
    }

    public long presents() {
        return presents.get();
    }

    @Override
    public Frame ticket(SiteId peer, Frame.Apply question) {
        return tickets.apply(peer);
    }

    @Override
    public Admission admit(SiteId peer, Frame.Present present) {
        presents.incrementAndGet();
        Ticket ticket = Ticket.decode(SignedRecord.parse(present.signed()).payload());
        boolean good =
                ticket.asker().equals(peer) && ticket.snapshotId().bytes().equals(helpsWith);
        return good
                ? new Admission(
                        new Frame.Accepted(),
                        helpsWith,
                        Optional.of(serving(peer, new Frame.Fetch("orders", helpsWith, java.util.List.of(), ""))))
                : Admission.refused(new Frame.Denied(0, "ticket", "not for this"));
    }

    public long sentBytes() {
        return sent.get();
    }

    public long questions() {
        return questions.get();
    }

    /// Publishes a snapshot for this receiver.
    public void publish(PartnerSnapshot snapshot, SiteId receiver, HpkePublicKey to) {
        snapshot.pieces().forEach(piece -> add(piece.bytes()));
        current = snapshot.id().bytes();
        head = snapshot.frame(receiver, to);
    }

    @Override
    public Frame head(SiteId peer, Frame.Head question) {
        heads.incrementAndGet();
        boolean known = question.known().equals(current) && head instanceof Frame.Manifest;
        return known ? new Frame.Current(PartnerSnapshot.GRANT, current) : head;
    }

    public long heads() {
        return heads.get();
    }

    @Override
    public Serving serving(SiteId peer, Frame.Fetch question) {
        return new Serving() {
            @Override
            public Optional<Frame.Status> refusal(int index, Frame.Wanted wanted) {
                Bytes pieceId = wanted.pieceId();
                if (held.test(pieceId) && (wanted.whole() || !leaves)) {
                    return Optional.of(new Frame.Busy(index, RETRY_MILLIS));
                }
                Frame.Status with = refusal;
                boolean refused = questions.incrementAndGet() > refuseAfter && with != null;
                if (refused) {
                    return Optional.of(at(index, with));
                }
                return pieces.contains(pieceId) ? Optional.empty() : Optional.of(new Frame.Missing(index, "none"));
            }

            @Override
            public void onSent(long bytes) {
                sent.addAndGet(bytes);
            }

            @Override
            public void onUnreadable(Bytes pieceId, String reason) {}
        };
    }

    private static Frame.Status at(int index, Frame.@Nullable Status status) {
        return switch (status) {
            case Frame.Denied(var _, var rule, var detail) -> new Frame.Denied(index, rule, detail);
            case Frame.Busy(var _, var millis) -> new Frame.Busy(index, millis);
            case Frame.Gone _ -> new Frame.Gone(index);
            case Frame.Missing(var _, var what) -> new Frame.Missing(index, what);
            case Frame.End _ -> throw new IllegalArgumentException("END is no refusal");
            case null -> throw new IllegalStateException("no refusal");
        };
    }

    /// Countersigns with a site's key.
    public void countersignAs(TestSite site) {
        countersigner = receipt -> new Frame.Countersignature(
                new Countersignature(SignedRecord.parse(receipt.signed()).digest(), site.siteId(), Instant.now())
                        .sign(site.key())
                        .encoded());
    }

    @Override
    public Frame receipt(SiteId peer, Frame.Receipt receipt) {
        return countersigner.apply(receipt);
    }
}
