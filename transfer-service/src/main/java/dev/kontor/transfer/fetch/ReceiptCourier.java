package dev.kontor.transfer.fetch;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/// Signs receipts, exchanges them for countersignatures and hands both to identity-service. Each step is kept in
/// the ledger before the next, and nobody gets a receipt that is not in the ledger: whatever crashes, a transfer
/// has exactly one. Blocks; for virtual threads.
@ApplicationScoped
class ReceiptCourier {
    private static final Logger LOG = Logger.getLogger(ReceiptCourier.class);

    private final Transfers transfers;
    private final Snapshots snapshots;
    private final OwnSite site;

    ReceiptCourier(Transfers transfers, Snapshots snapshots, OwnSite site) {
        this.transfers = transfers;
        this.snapshots = snapshots;
        this.site = site;
    }

    /// Signs for a transfer whose pieces are all durable. Empty when identity-service cannot be asked; the schedule
    /// tries again. A receipt exists for others only once it is in the ledger.
    Optional<SignedRecord> sign(Transfer transfer, Manifest manifest, Instant completedAt) {
        try {
            Receipt bare = receipt(transfer, manifest, completedAt);
            Receipt receipt = site.checkpoint().map(bare::with).orElse(bare);
            return Optional.of(site.sign(RecordType.RECEIPT, receipt.encode()));
        } catch (RuntimeException failure) {
            LOG.warnf("receipt waits for its signature transfer=%s reason=%s", transfer.id(), failure.getMessage());
            return Optional.empty();
        }
    }

    /// Signs for a transfer that was stored without a receipt.
    void signLate(Transfer stored, Manifest manifest) {
        Instant completedAt = stored.times()
                .completedAt()
                .orElseThrow(() -> new IllegalStateException("stored but not complete: " + stored.id()));
        sign(stored, manifest, completedAt).ifPresent(receipt -> transfers.receipt(stored, receipt));
    }

    private Receipt receipt(Transfer transfer, Manifest manifest, Instant completedAt) {
        return new Receipt(
                transfer.id(),
                transfer.what().snapshotId(),
                manifest.content().root(),
                new Receipt.Party(manifest.orgId(), manifest.siteId()),
                new Receipt.Party(site.orgId(), site.siteId()),
                manifest.namespace(),
                transfer.what().grantId(),
                manifest.content().bytes(),
                manifest.content().pieces(),
                completedAt);
    }

    /// Gives the sender our receipt and keeps its countersignature.
    void exchange(Transfer transfer, PeerConnection connection, VerifyKey sender) {
        SignedRecord receipt = transfer.evidence()
                .receipt()
                .orElseThrow(() -> new IllegalStateException("no receipt: " + transfer.id()));
        try {
            Frame answer = connection.ask(new Frame.Receipt(receipt.encoded())).join();
            switch (answer) {
                case Frame.Countersignature(var signed) ->
                    accept(transfer, receipt, SignedRecord.parse(signed), sender);
                case Frame.Denied(var _, var rule, var detail) ->
                    LOG.warnf("receipt not countersigned transfer=%s rule=%s detail=%s", transfer.id(), rule, detail);
                default -> LOG.debugf("receipt not countersigned yet transfer=%s", transfer.id());
            }
        } catch (MalformedException | CompletionException failure) {
            LOG.warnf("receipt not exchanged transfer=%s reason=%s", transfer.id(), failure.getMessage());
        }
    }

    private void accept(Transfer transfer, SignedRecord receipt, SignedRecord countersignature, VerifyKey sender) {
        Countersignature.verified(countersignature, receipt, sender);
        transfers.countersign(transfer.id(), countersignature);
        LOG.infof(
                "receipt countersigned transfer=%s partner=%s",
                transfer.id(), transfer.what().orgId());
    }

    /// Hands evidence to identity-service as it is now.
    void handOver(Transfer transfer) {
        transfer.evidence().receipt().ifPresent(receipt -> {
            Optional<SignedRecord> manifest =
                    snapshots.find(transfer.what().snapshotId()).map(Snapshot::record);
            site.keepReceipt(receipt, transfer.evidence().countersignature(), manifest);
            transfers.kept(transfer);
        });
    }
}
