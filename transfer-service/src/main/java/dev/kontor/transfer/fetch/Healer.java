package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.EnclosedPieces;
import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.download.Subject;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.session.SessionEffect.Failed;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.session.SessionEffect.Paused;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionEffect.Superseded;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Fetches what a snapshot of the catalogue lacks. One that a partner published comes from the partner, or with its
/// ticket from others who hold it; one of ours from partners who have received it, to whom we show a ticket that we
/// give ourselves. What nobody has any more of ours, the next poll publishes again from the source. Blocks; for
/// virtual threads.
@ApplicationScoped
class Healer {
    private static final int MAX_HELPERS = 8;
    private static final String NEXT_POLL = "; the next poll publishes it again from its source";

    private final Helping.Tools others;
    private final Downloads downloads;
    private final TransferRun.Tools here;
    private final OwnSite site;
    private final Transfers transfers;
    private final Snapshots snapshots;

    /// How an attempt ends.
    sealed interface Healing {}

    /// Every piece is here.
    ///
    /// @param pieces that were brought
    record Whole(int pieces) implements Healing {}

    /// Pieces are still lacking.
    record Waits(long lacking, String reason) implements Healing {}

    Healer(
            Helping helping,
            Downloads downloads,
            Revalidation.RunTools tools,
            OwnSite site,
            Transfers transfers,
            Snapshots snapshots) {
        this.others = helping.tools();
        this.downloads = downloads;
        this.here = tools.tools();
        this.site = site;
        this.transfers = transfers;
        this.snapshots = snapshots;
    }

    Healing heal(Snapshot snapshot) throws InterruptedException {
        Attempt attempt = new Attempt(snapshot);
        return attempt.over(snapshot.ours() ? ofOurs(attempt) : ofPartner(attempt));
    }

    /// Empty when it is whole, or else why not.
    private Optional<String> ofOurs(Attempt attempt) throws InterruptedException {
        // Maybe it is whole again already: the source was published again.
        Optional<String> why = attempt.look();
        for (SiteId receiver : why.isEmpty() ? List.<SiteId>of() : transfers.receivers(attempt.snapshot.id())) {
            Optional<Peers.Site> holder = others.site(receiver);
            if (holder.isPresent() && why.isPresent()) {
                why = attempt.from(new TicketLines(others.peers(), holder.get(), () -> ownTicket(attempt.snapshot)));
            }
        }
        return why.map(reason -> reason + NEXT_POLL);
    }

    private Bytes ownTicket(Snapshot snapshot) {
        Ticket ticket = new Ticket(
                site.orgId(),
                site.siteId(),
                snapshot.id(),
                site.siteId(),
                downloads.now().plus(Ticket.LONGEST_LIFE));
        return site.sign(RecordType.TICKET, ticket.encode()).encoded();
    }

    private Optional<String> ofPartner(Attempt attempt) throws InterruptedException {
        Optional<Peers.Site> origin = origin(attempt.snapshot);
        if (origin.isEmpty()) {
            return attempt.look().map(_ -> "the site that published it is no partner's now, or cannot be found");
        }
        Optional<String> why = attempt.from(others.peers().lines(origin.get()));
        if (why.isEmpty() || attempt.refused) {
            return why;
        }
        Optional<Bytes> ticket = ticket(origin.get(), attempt.snapshot);
        for (Peers.Site holder : ticket.isEmpty() ? List.<Peers.Site>of() : holders(attempt.snapshot)) {
            if (why.isPresent()) {
                why = attempt.from(new TicketLines(others.peers(), holder, ticket::get));
            }
        }
        return why;
    }

    private Optional<Peers.Site> origin(Snapshot snapshot) {
        return others.site(snapshot.manifest().siteId());
    }

    private Optional<Bytes> ticket(Peers.Site origin, Snapshot snapshot) {
        try {
            PeerConnection connection = others.peers().warm(origin).join();
            Frame.Apply question = new Frame.Apply(
                    snapshot.manifest().namespace().text(), snapshot.id().bytes(), "");
            return connection.tickets() && connection.ask(question).join() instanceof Frame.Ticket(var signed)
                    ? Optional.of(signed)
                    : Optional.empty();
        } catch (CompletionException lost) {
            return Optional.empty();
        }
    }

    private List<Peers.Site> holders(Snapshot snapshot) {
        return others.providers().of(Lending.storageKey(snapshot.id())).stream()
                .filter(holder -> !holder.equals(snapshot.manifest().siteId()))
                .distinct()
                .flatMap(holder -> others.site(holder).stream())
                .limit(MAX_HELPERS)
                .toList();
    }

    /// One snapshot, whose missing pieces are asked for here and there.
    private final class Attempt {
        private final Snapshot snapshot;
        private final Progress progress = new Progress();
        private boolean refused;

        Attempt(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        Healing over(Optional<String> why) {
            return why.<Healing>map(reason -> new Waits(lacking(), reason))
                    .orElseGet(() -> new Whole(progress.verifiedPieces()));
        }

        private long lacking() {
            return downloads.lacking(snapshots.pieces(snapshot.id()));
        }

        /// Whether it is whole as it is.
        Optional<String> look() {
            return lacking() == 0 ? Optional.empty() : Optional.of("no partner who has it can be asked");
        }

        /// Empty when everything is here, or else why not.
        Optional<String> from(Lines lines) throws InterruptedException {
            try {
                Manifest manifest = snapshot.manifest();
                SnapshotKey key = here.vault().open(snapshot);
                Optional<String> why = fetch(TransferRun.indexPieces(manifest, key), lines);
                if (why.isPresent()) {
                    return why;
                }
                SnapshotIndex index = here.indexes().open(snapshot.id(), manifest, key, _ -> Optional.empty());
                return fetch(TransferRun.contentPieces(index), lines);
            } catch (IOException | UncheckedIOException | MalformedException failure) {
                return Optional.of(String.valueOf(failure.getMessage()));
            }
        }

        private Optional<String> fetch(List<WantedPiece> wanted, Lines lines) throws IOException, InterruptedException {
            List<WantedPiece> missing = downloads.missing(wanted, EnclosedPieces.of(List.of()), progress);
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            if (!downloads.fits(missing)) {
                return Optional.of("there is no room on the disk of the piece store");
            }
            Subject subject = new Subject(snapshot.manifest().namespace(), snapshot.id(), "");
            return told(downloads.prepare(lines, subject, missing, progress).run());
        }

        private Optional<String> told(Outcome outcome) {
            return switch (outcome) {
                case Complete _ -> Optional.empty();
                case Superseded _ -> Optional.of("who published it does not keep this snapshot any more");
                case Refused(var rule, var detail) -> {
                    refused = true;
                    yield Optional.of("refused: " + (detail.isEmpty() ? rule : detail));
                }
                case Paused _ -> Optional.of("paused");
                case Failed(var _, var reason) -> Optional.of(reason);
            };
        }
    }
}
