package dev.kontor.transfer.fetch;

import dev.kontor.kit.trace.Spans;
import dev.kontor.transfer.download.EnclosedPieces;
import dev.kontor.transfer.fetch.ManifestCheck.History;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.transfer.snapshot.Indexes;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.snapshot.Vault;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TransferFinished.Direction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/// Asks a partner for the latest snapshot of a namespace and gets it when it is new. Blocks; for virtual threads.
@ApplicationScoped
class Revalidation {
    private static final Logger LOG = Logger.getLogger(Revalidation.class);

    // Our choice.
    private static final int MAX_REPLACEMENTS = 3;

    /// What is asked.
    ///
    /// @param content whether the content is wanted, or only what the snapshot holds
    /// @param early completes when readers may begin although the transfer still runs
    record Question(
            PartnerView partner,
            NamespaceName namespace,
            boolean content,
            String trace,
            CompletableFuture<Answer> early) {}

    /// What came of it: the partner's word, and what to answer.
    record Finding(Origin origin, Answer answer) {}

    private final Peers peers;
    private final Asking asking;
    private final Snapshots snapshots;
    private final TransferRun.Tools tools;
    private final LiveTransfers live;
    private final Telling telling;

    /// The clock and the counters.
    @Singleton
    static class Telling {
        private final Clock clock;
        private final MeterRegistry meters;
        private final SecureRandom random = new SecureRandom();

        Telling(Clock clock, MeterRegistry meters) {
            this.clock = clock;
            this.meters = meters;
        }

        TransferId newTransferId() {
            byte[] id = new byte[TransferId.SIZE];
            random.nextBytes(id);
            return new TransferId(Bytes.of(id));
        }
    }

    Revalidation(Peers peers, Asking asking, Snapshots snapshots, RunTools tools, LiveTransfers live, Telling telling) {
        this.peers = peers;
        this.asking = asking;
        this.snapshots = snapshots;
        this.tools = tools.tools();
        this.live = live;
        this.telling = telling;
    }

    /// Gathers the parts of a run, so that nobody's constructor grows.
    @Singleton
    static class RunTools {
        private final TransferRun.Tools tools;

        RunTools(Downloads downloads, Vault vault, Indexes indexes, Transfers transfers, ReceiptCourier receipts) {
            this.tools = new TransferRun.Tools(downloads, vault, indexes, transfers, receipts);
        }

        TransferRun.Tools tools() {
            return tools;
        }
    }

    /// Asks, and fetches what is new.
    Finding revalidate(Question question, Standing known) throws InterruptedException {
        Origin origin = known.origin();
        for (int attempt = 0; attempt < MAX_REPLACEMENTS; attempt++) {
            Optional<SnapshotId> have = snapshotOf(known.answer());
            Optional<Asking.Reply> reply =
                    Spans.step("ask the partner", () -> asking.ask(question.partner(), head(question, have)));
            if (reply.isEmpty()) {
                return offline(known);
            }
            Optional<Finding> finding = onReply(question, known, reply.get());
            if (finding.isPresent()) {
                return finding.get();
            }
        }
        return new Finding(
                origin, new Answer.Unavailable("the partner replaces its snapshot faster than it can be fetched"));
    }

    private static Frame.Head head(Question question, Optional<SnapshotId> have) {
        return new Frame.Head(
                question.namespace().text(),
                Bytes.EMPTY,
                have.map(SnapshotId::bytes).orElse(Bytes.EMPTY),
                question.content() ? FrameLimits.MAX_ROOM : 0,
                question.trace());
    }

    private Finding offline(Standing known) {
        Origin origin = known.origin();
        if (origin.refused().isPresent()) {
            Answer.Refused last = origin.refused().get();
            String detail = last.detail() + "; that was its last word, and none of its sites answers now";
            return new Finding(origin, new Answer.Refused(last.rule(), detail));
        }
        return switch (known.answer()) {
            case Answer.Here here -> new Finding(origin, copy(here, Answer.Origin.VERIFIED_COPY, origin.askedAt()));
            default -> new Finding(origin, new Answer.Unreachable("none of the partner's sites answers"));
        };
    }

    private Optional<Finding> onReply(Question question, Standing known, Asking.Reply reply)
            throws InterruptedException {
        Instant now = telling.clock.instant();
        return switch (reply.frame()) {
            case Frame.Current(var _, var id) -> Optional.of(current(known, id, now));
            case Frame.Manifest manifest -> fetch(question, known, reply.site(), manifest);
            case Frame.Denied(var _, var rule, var detail) -> {
                Answer.Refused refused = new Answer.Refused(rule, detail);
                yield Optional.of(new Finding(known.origin().refused(now, refused), refused));
            }
            case Frame.Missing(var _, var what) ->
                Optional.of(new Finding(known.origin().confirmed(now, 0), new Answer.Absent(what)));
            default -> Optional.of(new Finding(known.origin(), new Answer.Unreachable("the partner is busy")));
        };
    }

    private static Finding current(Standing known, Bytes id, Instant now) {
        if (known.answer() instanceof Answer.Here here
                && here.snapshot().id().bytes().equals(id)) {
            Origin origin =
                    known.origin().confirmed(now, here.snapshot().manifest().sequence());
            return new Finding(origin, copy(here, Answer.Origin.PARTNER, now));
        }
        return new Finding(known.origin(), new Answer.Unverified("the partner confirms a snapshot that is not here"));
    }

    static Answer.Here copy(Answer.Here here, Answer.Origin origin, Instant confirmedAt) {
        return new Answer.Here(here.snapshot(), here.index(), origin, confirmedAt, here.receiptId(), Optional.empty());
    }

    private Optional<Finding> fetch(Question question, Standing known, Peers.Site site, Frame.Manifest frame)
            throws InterruptedException {
        History history = new History(known.origin().highest(), snapshotOf(known.answer()));
        return switch (ManifestCheck.check(frame, question.partner(), question.namespace(), history)) {
            case ManifestCheck.Rejected(var reason) -> {
                telling.meters.counter("kontor.manifests.refused").increment();
                LOG.warnf(
                        "manifest refused partner=%s reason=%s",
                        question.partner().orgId(), reason);
                yield Optional.of(new Finding(known.origin(), new Answer.Unverified(reason)));
            }
            case ManifestCheck.Accepted accepted ->
                fetch(question, known, accepted, order(question, site, frame, accepted));
        };
    }

    private Optional<Finding> fetch(Question question, Standing known, ManifestCheck.Accepted accepted, Order order)
            throws InterruptedException {
        if (snapshots.find(accepted.id()).isPresent()) {
            return again(order, known, accepted);
        }
        Optional<Answer> answer = question.content() ? run(order) : describe(order);
        Instant now = telling.clock.instant();
        return answer.map(came -> new Finding(after(known.origin(), came, accepted, now), came));
    }

    /// A snapshot that was received before: a refusal was lifted, or something was damaged. It has its transfer and
    /// its receipt; only pieces that are missing travel.
    private Optional<Finding> again(Order order, Standing known, ManifestCheck.Accepted accepted)
            throws InterruptedException {
        Optional<Answer> healed = new TransferRun(tools, order, new LiveTransfers.Live()).heal();
        Instant now = telling.clock.instant();
        Optional<Snapshot> snapshot = snapshots.find(accepted.id());
        return healed.map(answer -> {
            Answer came = answer instanceof Answer.Here && snapshot.isPresent() ? held(snapshot.get(), now) : answer;
            return new Finding(after(known.origin(), came, accepted, now), came);
        });
    }

    /// A snapshot from the catalogue, with the receipt for it.
    Answer.Here held(Snapshot snapshot, Instant confirmedAt) {
        Optional<Transfer> transfer = Optional.ofNullable(snapshot.transferId()).flatMap(tools.transfers()::find);
        return new Answer.Here(
                snapshot,
                tools.indexes().open(snapshot),
                Answer.Origin.PARTNER,
                confirmedAt,
                transfer.flatMap(Transfer::receiptId),
                Optional.empty());
    }

    /// Exchanges the receipt of a transfer for the sender's countersignature, if the sender answers.
    void exchange(PartnerView partner, Transfer transfer) {
        for (Peers.Site site : asking.sites(partner)) {
            if (site.id().equals(transfer.what().siteId())) {
                try {
                    tools.receipts()
                            .exchange(
                                    transfer,
                                    peers.warm(site).join(),
                                    site.descriptor().siteKey());
                } catch (CompletionException lost) {
                    LOG.debugf("receipt waits for the partner transfer=%s reason=%s", transfer.id(), lost.getMessage());
                }
            }
        }
    }

    private static Origin after(Origin origin, Answer answer, ManifestCheck.Accepted accepted, Instant now) {
        return switch (answer) {
            case Answer.Here _ -> origin.confirmed(now, accepted.manifest().sequence());
            case Answer.Refused refused -> origin.refused(now, refused);
            default -> origin;
        };
    }

    private Order order(Question question, Peers.Site site, Frame.Manifest frame, ManifestCheck.Accepted accepted) {
        Instant now = telling.clock.instant();
        var content = accepted.manifest().content();
        Transfer transfer = new Transfer(
                telling.newTransferId(),
                Direction.RECEIVED,
                new Transfer.What(
                        question.partner().orgId(),
                        site.id(),
                        question.namespace(),
                        accepted.id(),
                        new GrantId(frame.grantId())),
                TransferState.FETCHING,
                "",
                new Transfer.Tally(content.pieces(), content.bytes(), 0, 0, 0),
                new Transfer.Times(now, now, Optional.empty()),
                Transfer.Evidence.NONE);
        SealedKey key = new SealedKey(frame.keyId(), new Sealed(frame.enc(), frame.sealedKey()));
        return new Order(
                transfer,
                accepted.record(),
                key,
                tools.vault().opening(accepted.id(), key),
                site,
                question.trace(),
                EnclosedPieces.of(frame.enclosed()),
                question.early());
    }

    /// Runs a transfer to its end. Empty when the snapshot was replaced meanwhile.
    Optional<Answer> run(Order order) throws InterruptedException {
        Transfer entered = tools.transfers().begin(order.transfer());
        if (entered.state() == TransferState.PAUSED) {
            return Optional.of(Control.paused(entered.id()));
        }
        return live.run(
                entered.id(),
                entered.tally().bytes(),
                running -> new TransferRun(tools, order.as(entered), running).run());
    }

    private Optional<Answer> describe(Order order) throws InterruptedException {
        return new TransferRun(tools, order, new LiveTransfers.Live()).describe();
    }

    static Optional<SnapshotId> snapshotOf(Answer answer) {
        return answer instanceof Answer.Here here ? Optional.of(here.snapshot().id()) : Optional.empty();
    }
}
