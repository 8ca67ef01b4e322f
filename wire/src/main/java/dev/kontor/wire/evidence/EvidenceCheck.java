package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks a container of evidence offline: all that is needed is in it, except the two organisations' ids, which the
/// reader must know to be those of the organisations that are meant. Throws nothing on what a stranger made.
public final class EvidenceCheck {
    private final Findings findings = new Findings();
    private final TransferEvidence evidence;

    private EvidenceCheck(TransferEvidence evidence) {
        this.evidence = evidence;
    }

    public static EvidenceReport check(Bytes container) {
        try {
            EvidenceFile file = EvidenceFile.read(container);
            EvidenceCheck check = new EvidenceCheck(file.evidence());
            check.all(file);
            return check.findings.report();
        } catch (MalformedException malformed) {
            return new EvidenceReport(
                    List.of(), List.of(), List.of("this is no whole container of evidence: " + malformed.getMessage()));
        }
    }

    private void all(EvidenceFile file) {
        Optional<Receipt> claimed = findings.verified(
                "the receipt", () -> Receipt.decode(evidence.receipt().payload()));
        if (claimed.isEmpty()) {
            return;
        }
        Receipt receipt = claimed.get();
        Instant when = receipt.completedAt();
        Optional<Member> sender = Member.find(findings, "sender", evidence.sender(), receipt.sender(), when);
        Optional<Member> receiver = Member.find(findings, "receiver", evidence.receiver(), receipt.receiver(), when);
        if (sender.isPresent() && receiver.isPresent()) {
            signed(file, receipt, sender.get(), receiver.get());
        }
    }

    private void signed(EvidenceFile file, Receipt receipt, Member sender, Member receiver) {
        if (findings.verified("the receipt", () -> Receipt.verified(evidence.receipt(), receiver.key()))
                .isEmpty()) {
            return;
        }
        findings.proved(
                "The receiver, %s, has signed that it received and verified snapshot %s of the namespace %s"
                        + " from the %s: %d bytes in %d pieces, transfer %s, complete at %s by its clock.",
                receiver.text(),
                receipt.snapshotId(),
                receipt.namespace(),
                sender.text(),
                receipt.bytes(),
                receipt.pieces(),
                receipt.transferId(),
                receipt.completedAt());
        Optional<Countersignature> countersignature = countersignature(sender);
        new GrantCheck(findings, receipt, sender, receiver).check(evidence.grant());
        manifest(receipt, sender);
        SignedRecord receiverHolds = receipt.checkpoint();
        SignedRecord senderHolds =
                countersignature.map(Countersignature::checkpoint).orElse(null);
        if (toldBy(receiver)) {
            told(file, receiver, receiverHolds, sender, senderHolds);
        } else {
            told(file, sender, senderHolds, receiver, receiverHolds);
        }
        caveats(sender, receiver);
    }

    private Optional<Countersignature> countersignature(Member sender) {
        SignedRecord record = evidence.countersignature();
        if (record == null) {
            findings.open("That the sender agrees: its countersignature is not in this file.");
            return Optional.empty();
        }
        Optional<Countersignature> verified = findings.verified(
                "the countersignature", () -> Countersignature.verified(record, evidence.receipt(), sender.key()));
        verified.ifPresent(signed -> findings.proved(
                "The sender, %s, has countersigned that receipt, at %s by its clock.", sender.text(), signed.at()));
        return verified;
    }

    private void manifest(Receipt receipt, Member sender) {
        SignedRecord record = evidence.manifest();
        if (record == null) {
            findings.open("What the snapshot was made of: its manifest is not in this file.");
            return;
        }
        findings.verified("the manifest", () -> Manifest.verified(record)).ifPresent(manifest -> {
            boolean fits = manifest.siteKey().equals(sender.key())
                    && manifest.orgId().equals(sender.party().orgId())
                    && SnapshotId.of(record).equals(receipt.snapshotId())
                    && manifest.namespace().equals(receipt.namespace())
                    && manifest.content().root().equals(receipt.contentRoot())
                    && manifest.content().bytes() == receipt.bytes()
                    && manifest.content().pieces() == receipt.pieces();
            if (findings.require(fits, "the manifest is not that of the snapshot in the receipt")) {
                findings.proved(
                        "The sender had signed that snapshot, number %d of its namespace, made at %s by its clock.",
                        manifest.sequence(), manifest.createdAt());
            }
        });
    }

    private boolean toldBy(Member receiver) {
        SiteId origin = findings.verified(
                        "the checkpoint",
                        () -> Checkpoint.decode(evidence.log().checkpoint().payload()))
                .map(Checkpoint::origin)
                .orElse(null);
        return receiver.party().siteId().equals(origin);
    }

    /// The container's own signature, and the log of the side that made it.
    private void told(
            EvidenceFile file,
            Member teller,
            @Nullable SignedRecord held,
            Member other,
            @Nullable SignedRecord foreign) {
        Optional<Chain> chain = findings.verified(
                "the container's certificates", () -> Chain.of(file.seal().chain()));
        Optional<String> fault = chain.flatMap(certificates -> certificates.fault(file.seal(), file.manifestXml()));
        fault.ifPresent(findings::wrong);
        chain.ifPresent(certificates -> findings.require(
                certificates.authorityKeyHash().equals(teller.caKeyHash()),
                "the container is not signed under the authority of the site whose log is in it"));
        if (fault.isEmpty() && chain.isPresent()) {
            findings.proved(
                    "This file was made by the %s, at %s by its clock, and not a bit of it has changed since.",
                    teller.text(), file.seal().at());
        }
        new LogCheck(findings, teller, held, other, foreign).check(evidence.receipt(), evidence.log());
    }

    private void caveats(Member sender, Member receiver) {
        findings.open("Times: each is its signer's own claim; no time-stamp authority was asked.");
        findings.open("The content: it is not in this file. Whoever has it can compare it with the manifest.");
        findings.open(
                "Who the organisations are: their ids are proved, their names (%s and %s) are claims. Ask each for its id.",
                names(sender), names(receiver));
    }

    private static String names(Member member) {
        return member.names().isEmpty() ? "none" : String.join(", ", member.names());
    }
}
