package dev.kontor.transfer.fetch;

import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.transfer.ledger.EvidenceEntered;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.event.PartnerView;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Takes up what was left lying: after a crash, or while a partner, identity-service or the database was away. Every
/// step may be done again without harm.
@ApplicationScoped
class Rounds {
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    // Our choice.
    private static final int AT_ONCE = 50;

    private final Transfers transfers;
    private final Snapshots snapshots;
    private final Fetches fetches;
    private final Revalidation revalidation;
    private final ReceiptCourier receipts;
    private final TrustProjection trust;

    Rounds(
            Transfers transfers,
            Snapshots snapshots,
            Fetches fetches,
            Revalidation revalidation,
            ReceiptCourier receipts,
            TrustProjection trust) {
        this.transfers = transfers;
        this.snapshots = snapshots;
        this.fetches = fetches;
        this.revalidation = revalidation;
        this.receipts = receipts;
        this.trust = trust;
    }

    @Scheduled(
            every = "${kontor.transfer.rounds:10s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() throws InterruptedException {
        try {
            for (Transfer transfer : transfers.open(AT_ONCE)) {
                takeUp(transfer);
            }
            transfers.unkept(AT_ONCE).forEach(receipts::handOver);
        } catch (RuntimeException failure) {
            LOG.warnf("transfers wait reason=%s", failure.getMessage());
        }
    }

    /// Hands evidence over as soon as there is some; what fails here is for the next round.
    void handOver(@ObservesAsync EvidenceEntered entered) {
        try {
            transfers.find(entered.transfer()).ifPresent(receipts::handOver);
        } catch (RuntimeException failure) {
            LOG.debugf("evidence waits transfer=%s reason=%s", entered.transfer(), failure.getMessage());
        }
    }

    void takeUp(Transfer transfer) throws InterruptedException {
        switch (transfer.state()) {
            case FETCHING -> resume(transfer);
            case STORED ->
                snapshots
                        .find(transfer.what().snapshotId())
                        .map(Snapshot::manifest)
                        .ifPresent(manifest -> receipts.signLate(transfer, manifest));
            case RECEIPTED -> partner(transfer).ifPresent(partner -> revalidation.exchange(partner, transfer));
            case PAUSED, COUNTERSIGNED, FAILED -> {}
        }
    }

    /// Asks for the latest snapshot: if it is still this one, its transfer goes on; if not, this one is over.
    private void resume(Transfer transfer) throws InterruptedException {
        if (fetches.running(transfer.what().orgId(), transfer.what().namespace())) {
            return;
        }
        Answer answer = fetches.latest(transfer.what().orgId(), transfer.what().namespace(), Fetches.Need.CONTENT);
        Optional<Transfer> now = transfers.find(transfer.id());
        boolean replaced = answer instanceof Answer.Here here
                && here.origin() == Answer.Origin.PARTNER
                && !here.snapshot().id().equals(transfer.what().snapshotId());
        if (replaced && now.filter(t -> t.state() == TransferState.FETCHING).isPresent()) {
            transfers.fail(transfer.id(), "replaced by a newer snapshot", transfer.tally());
        }
    }

    private Optional<PartnerView> partner(Transfer transfer) {
        return switch (trust.current()) {
            case TrustProjection.Trust.Stale _ -> Optional.empty();
            case TrustProjection.Trust.Fresh(var view, var _) ->
                view.partner(transfer.what().orgId()).filter(PartnerView::active);
        };
    }
}
