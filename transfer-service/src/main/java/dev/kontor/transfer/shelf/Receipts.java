package dev.kontor.transfer.shelf;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.event.TransferFinished.Direction;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Countersigns partners' receipts of what we sent: once for each transfer, and the same again when asked again.
@ApplicationScoped
class Receipts {
    private static final Logger LOG = Logger.getLogger(Receipts.class);

    private final Access access;
    private final OwnSite site;
    private final Snapshots snapshots;
    private final Transfers transfers;
    private final Clock clock;

    Receipts(Access access, OwnSite site, Snapshots snapshots, Transfers transfers, Clock clock) {
        this.access = access;
        this.site = site;
        this.snapshots = snapshots;
        this.transfers = transfers;
        this.clock = clock;
    }

    /// COUNTERSIGNATURE or DENIED. Blocks.
    Frame countersign(SiteId peer, Bytes encoded) {
        SignedRecord record;
        Receipt receipt;
        try {
            record = SignedRecord.parse(encoded);
            receipt = Receipt.decode(record.payload());
        } catch (MalformedException malformed) {
            return denied("malformed", malformed.reason());
        }
        // Evidence of what was received is taken even after the grant was revoked, but only from a partner.
        Access.Decision decision = access.decide(peer, receipt.namespace(), receipt.snapshotId());
        if (decision instanceof Access.Unknown) {
            return denied("denied", "");
        }
        Optional<Transfer> known = transfers.find(receipt.transferId());
        if (known.isPresent()) {
            return again(known.get(), record);
        }
        return fault(peer, record, receipt).map(Frame.class::cast).orElseGet(() -> enter(record, receipt));
    }

    private static Frame again(Transfer known, SignedRecord record) {
        Optional<SignedRecord> countersignature = known.evidence().countersignature();
        boolean same = known.evidence().receipt().filter(record::equals).isPresent();
        return same && countersignature.isPresent()
                ? new Frame.Countersignature(countersignature.get().encoded())
                : denied("receipt-conflict", "another receipt of this transfer was countersigned before");
    }

    /// What is wrong with a receipt.
    private Optional<Frame.Denied> fault(SiteId peer, SignedRecord record, Receipt receipt) {
        Optional<Snapshot> snapshot = snapshots.find(receipt.snapshotId()).filter(Snapshot::ours);
        if (snapshot.isEmpty()) {
            return Optional.of(denied("unknown-snapshot", "no such snapshot is kept here"));
        }
        if (!access.signedBy(peer, receipt, record)) {
            return Optional.of(denied("bad-signature", "the receipt is not signed by the site that sends it"));
        }
        var manifest = snapshot.get().manifest();
        boolean fits = receipt.sender().orgId().equals(site.orgId())
                && receipt.sender().siteId().equals(site.siteId())
                && receipt.namespace().equals(manifest.namespace())
                && receipt.contentRoot().equals(manifest.content().root())
                && receipt.bytes() == manifest.content().bytes()
                && receipt.pieces() == manifest.content().pieces()
                && access.made(receipt.grantId(), receipt.namespace());
        return fits
                ? Optional.empty()
                : Optional.of(denied("receipt-mismatch", "the receipt does not describe what was sent"));
    }

    private Frame enter(SignedRecord record, Receipt receipt) {
        Instant now = clock.instant();
        Countersignature bare = new Countersignature(record.digest(), site.siteId(), now);
        Countersignature payload = site.checkpoint().map(bare::with).orElse(bare);
        SignedRecord countersignature = site.sign(RecordType.COUNTERSIGNATURE, payload.encode());
        Transfer transfer = new Transfer(
                receipt.transferId(),
                Direction.SENT,
                new Transfer.What(
                        receipt.receiver().orgId(),
                        receipt.receiver().siteId(),
                        receipt.namespace(),
                        receipt.snapshotId(),
                        receipt.grantId()),
                TransferState.COUNTERSIGNED,
                "",
                new Transfer.Tally(receipt.pieces(), receipt.bytes(), receipt.pieces(), receipt.bytes(), 0),
                new Transfer.Times(now, now, Optional.of(receipt.completedAt())),
                new Transfer.Evidence(Optional.of(record), Optional.of(countersignature), false));
        transfers.enterSent(transfer, record);
        LOG.infof(
                "receipt countersigned transfer=%s partner=%s namespace=%s snapshot=%s bytes=%d",
                transfer.id(), transfer.what().orgId(), receipt.namespace(), receipt.snapshotId(), receipt.bytes());
        return new Frame.Countersignature(countersignature.encoded());
    }

    private static Frame.Denied denied(String rule, String detail) {
        return new Frame.Denied(0, rule, detail);
    }
}
