package dev.kontor.transfer.shelf;

import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.port.Shelf.Admission;
import dev.kontor.transfer.port.Shelf.Serving;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.snapshot.Helpers;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.transfer.snapshot.PieceIds;
import dev.kontor.transfer.snapshot.Recent;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Tickets: given to grantees of our namespaces when the policy lets partners help, and taken from partners' grantees
/// for partners' snapshots that are here. A ticket names one snapshot and one site, and lives for a minute; whatever
/// happens to the grant, no piece follows after that. Blocks; for virtual threads.
@ApplicationScoped
class Tickets {
    // Our choice.
    private static final long RETRY_MILLIS = 1000;
    private static final int MAX_GIVEN = 4096;
    private static final long RENEW_SECONDS = 20;

    private record For(SnapshotId snapshot, SiteId asker) {}

    private record Given(SignedRecord ticket, Instant at) {}

    private final Access access;
    private final TrustProjection trust;
    private final OwnSite site;
    private final Catalogue catalogue;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Recent<For, Given> given = new Recent<>(MAX_GIVEN);

    /// Snapshots, their pieces, and who may pass them on.
    @ApplicationScoped
    static class Catalogue {
        private final Snapshots snapshots;
        private final OwnPieces pieces;
        private final Lending lending;

        Catalogue(Snapshots snapshots, OwnPieces pieces, Lending lending) {
            this.snapshots = snapshots;
            this.pieces = pieces;
            this.lending = lending;
        }

        Optional<Snapshot> find(SnapshotId id) {
            return snapshots.find(id);
        }

        PieceIds pieces(SnapshotId id) {
            return pieces.of(id);
        }

        boolean partnersHelp(NamespaceName namespace) {
            return lending.helpers(namespace) == Helpers.PARTNERS;
        }
    }

    Tickets(
            Access access,
            TrustProjection trust,
            OwnSite site,
            Catalogue catalogue,
            Clock clock,
            MeterRegistry meters) {
        this.access = access;
        this.trust = trust;
        this.site = site;
        this.catalogue = catalogue;
        this.clock = clock;
        this.meters = meters;
    }

    /// TICKET, MISSING, DENIED or BUSY: decided anew each time.
    Frame give(SiteId asker, NamespaceName namespace, SnapshotId id) {
        Access.Decision decision = access.decide(asker, namespace, id);
        if (!(decision instanceof Access.Allowed)) {
            return OwnShelf.refusal(0, decision);
        }
        boolean ours = catalogue
                .find(id)
                .filter(found -> found.ours() && found.manifest().namespace().equals(namespace))
                .isPresent();
        if (!ours || !catalogue.partnersHelp(namespace)) {
            return new Frame.Missing(0, "pieces of this namespace come from here only");
        }
        For whom = new For(id, asker);
        Instant now = clock.instant();
        SignedRecord ticket = given.peek(whom)
                .filter(one -> one.at().plusSeconds(RENEW_SECONDS).isAfter(now))
                .map(Given::ticket)
                .orElseGet(() -> sign(whom, now));
        return new Frame.Ticket(ticket.encoded());
    }

    private SignedRecord sign(For whom, Instant now) {
        Ticket ticket =
                new Ticket(site.orgId(), site.siteId(), whom.snapshot(), whom.asker(), now.plus(Ticket.LONGEST_LIFE));
        meters.counter("kontor.tickets.given").increment();
        SignedRecord signed = site.sign(RecordType.TICKET, ticket.encode());
        given.put(whom, new Given(signed, now));
        return signed;
    }

    /// Whether a site that shows this may have pieces of a partner's snapshot from us.
    Admission admit(SiteId asker, Bytes signed) {
        if (!(trust.current() instanceof TrustProjection.Trust.Fresh(var view, var _))) {
            return Admission.refused(new Frame.Busy(0, RETRY_MILLIS));
        }
        try {
            SignedRecord record = SignedRecord.parse(signed);
            Ticket claim = Ticket.decode(record.payload());
            Ticket ticket = Ticket.verified(record, origin(view, claim).siteKey());
            Instant now = clock.instant();
            if (!ticket.asker().equals(asker) || !ticket.valid(now)) {
                return refused("the ticket has expired, or is another site's");
            }
            Optional<Snapshot> snapshot = catalogue.find(ticket.snapshotId()).filter(found -> !found.ours());
            return snapshot.isEmpty()
                    ? Admission.refused(new Frame.Missing(0, "the snapshot is not here"))
                    : new Admission(
                            new Frame.Accepted(),
                            ticket.snapshotId().bytes(),
                            Optional.of(new Lent(asker, ticket, catalogue.pieces(ticket.snapshotId()))));
        } catch (MalformedException notTheirs) {
            return refused("the ticket is not one by a partner of ours: " + notTheirs.reason());
        }
    }

    private Admission refused(String detail) {
        meters.counter("kontor.tickets.refused").increment();
        return Admission.refused(new Frame.Denied(0, "ticket", detail));
    }

    private static Descriptor origin(TrustView view, Ticket claim) {
        PartnerSite known = view.partnerOf(claim.originSite())
                .filter(PartnerView::active)
                .filter(partner -> partner.orgId().equals(claim.originOrg()))
                .flatMap(partner -> partner.site(claim.originSite()))
                .orElseThrow(() -> new MalformedException(0, "its origin is no active partner"));
        return Descriptor.decode(SignedRecord.parse(known.descriptor()).payload());
    }

    /// Pieces of a partner's snapshot for a site with a ticket; decided anew for every piece.
    private final class Lent implements Serving {
        private final SiteId asker;
        private final Ticket ticket;
        private final PieceIds pieces;

        Lent(SiteId asker, Ticket ticket, PieceIds pieces) {
            this.asker = asker;
            this.ticket = ticket;
            this.pieces = pieces;
        }

        @Override
        public Optional<Frame.Status> refusal(int index, Frame.Wanted wanted) {
            if (!(trust.current() instanceof TrustProjection.Trust.Fresh(var view, var _))) {
                return Optional.of(new Frame.Busy(index, RETRY_MILLIS));
            }
            boolean partners = active(view, asker) && active(view, ticket.originSite());
            if (!partners || !ticket.valid(clock.instant())) {
                return Optional.of(new Frame.Denied(index, "ticket", "the ticket is good no more; show a new one"));
            }
            return pieces.contains(wanted.pieceId())
                    ? Optional.empty()
                    : Optional.of(new Frame.Missing(index, "no such piece in this snapshot"));
        }

        private static boolean active(TrustView view, SiteId one) {
            return view.partnerOf(one).filter(PartnerView::active).isPresent();
        }

        @Override
        public void onSent(long bytes) {
            meters.counter("kontor.data.lent").increment((double) bytes);
        }

        @Override
        public void onUnreadable(Bytes pieceId, String reason) {
            meters.counter("kontor.data.unreadable").increment();
        }
    }
}
