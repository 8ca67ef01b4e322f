package dev.kontor.identity.evidence;

import dev.kontor.identity.grant.GrantLedger;
import dev.kontor.identity.grant.IssuedGrant;
import dev.kontor.identity.grant.ReceivedGrants;
import dev.kontor.identity.log.LogReader;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.receipt.ReceiptShelf;
import dev.kontor.identity.receipt.ReceiptShelf.Kept;
import dev.kontor.identity.signing.OwnDescriptors;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.evidence.TransferEvidence;
import dev.kontor.wire.evidence.TransferEvidence.Extract;
import dev.kontor.wire.evidence.TransferEvidence.Side;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Gathers all that there is to one transfer. What is missing is left out, and the verifier says so; without the other
/// side's introduction, our descriptor or the log's proof there is no evidence.
@ApplicationScoped
class Exports {
    private final ReceiptShelf shelf;
    private final LogReader log;
    private final OwnDescriptors descriptors;
    private final OurSite site;

    Exports(ReceiptShelf shelf, LogReader log, OwnDescriptors descriptors, OurSite site) {
        this.shelf = shelf;
        this.log = log;
        this.descriptors = descriptors;
        this.site = site;
    }

    private record Told(Kept kept, Receipt receipt, boolean weSent) {
        SiteId otherSite() {
            return weSent ? receipt.receiver().siteId() : receipt.sender().siteId();
        }

        /// Our own checkpoint that the other side holds.
        @Nullable
        Checkpoint held() {
            SignedRecord countersignature = kept.countersignature();
            SignedRecord held = !weSent
                    ? receipt.checkpoint()
                    : countersignature == null
                            ? null
                            : Countersignature.decode(countersignature.payload())
                                    .checkpoint();
            return held == null ? null : Checkpoint.decode(held.payload());
        }
    }

    /// @param id of a receipt or a transfer
    Uni<TransferEvidence> gather(Mutiny.Session session, String id) {
        return shelf.find(session, id)
                .map(kept -> kept.orElseThrow(() -> ProblemType.NOT_FOUND.because(
                        "There is no receipt of the transfer " + id + " here; GET /api/v1/receipts lists them.")))
                .map(this::told)
                .chain(told -> evidence(session, told));
    }

    private Told told(Kept kept) {
        Receipt receipt = Receipt.decode(kept.receipt().payload());
        return new Told(kept, receipt, receipt.sender().siteId().equals(site.siteId()));
    }

    private Uni<TransferEvidence> evidence(Mutiny.Session session, Told told) {
        return grant(session, told)
                .chain(grant -> theirs(session, told)
                        .chain(theirs -> ours(session)
                                .chain(ours -> extract(session, told)
                                        .map(extract -> new TransferEvidence(
                                                told.kept().receipt(),
                                                told.kept().countersignature(),
                                                grant.orElse(null),
                                                told.kept().manifest(),
                                                told.weSent() ? ours : theirs,
                                                told.weSent() ? theirs : ours,
                                                extract)))));
    }

    private static Uni<Optional<SignedRecord>> grant(Mutiny.Session session, Told told) {
        Receipt receipt = told.receipt();
        return told.weSent()
                ? GrantLedger.find(session, receipt.grantId()).map(row -> row.map(IssuedGrant::record))
                : ReceivedGrants.record(session, receipt.sender().siteId(), receipt.grantId());
    }

    private Uni<Side> ours(Mutiny.Session session) {
        return descriptors
                .last(session)
                .map(descriptor -> new Side(
                        site.log(),
                        SignedRecord.parse(
                                descriptor.orElseThrow(() -> missing("this site has signed no descriptor yet")))));
    }

    private static Uni<Side> theirs(Mutiny.Session session, Told told) {
        return PartnerBook.introduction(session, told.otherSite())
                .map(known -> known.orElseThrow(() -> missing("the partner's organisation log is not here any more")))
                .map(known -> new Side(OrgLog.decode(known.log()), SignedRecord.parse(known.descriptor())));
    }

    private Uni<Extract> extract(Mutiny.Session session, Told told) {
        Bytes id = told.kept().receipt().digest();
        return log.prove(session, LogLeaf.Kind.RECEIPT, id.hex(), told.held())
                .map(found -> found.orElseThrow(() -> missing("the receipt has no place in the log yet")))
                .map(proven -> new Extract(proven.leaf(), proven.inclusion(), proven.checkpoint(), proven.grown()));
    }

    private static RuntimeException missing(String what) {
        return ProblemType.UNAVAILABLE.because("No evidence can be made now: " + what + ".");
    }
}
