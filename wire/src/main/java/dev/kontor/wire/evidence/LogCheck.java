package dev.kontor.wire.evidence;

import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.ConsistencyProof;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the receipt is in the log of the side that tells, and that log has only grown since the other side took note
/// of it.
///
/// @param teller whose log it is
/// @param held the teller's own checkpoint in the receipt or countersignature that it signed
/// @param foreign the other side's
record LogCheck(
        Findings findings,
        Member teller,
        @Nullable SignedRecord held,
        Member other,
        @Nullable SignedRecord foreign) {
    /// Clocks of two sites may differ by this much.
    static final Duration SKEW = Duration.ofMinutes(10);

    void check(SignedRecord receipt, TransferEvidence.Extract log) {
        Optional<Checkpoint> head =
                findings.verified("the checkpoint", () -> Checkpoint.verified(log.checkpoint(), teller.key()));
        if (head.isEmpty()
                || !findings.require(
                        log.leaf() instanceof LogLeaf.Kept kept
                                && kept.kind() == LogLeaf.Kind.RECEIPT
                                && kept.digest().equals(receipt.digest()),
                        "the leaf of the log is not this receipt's")) {
            return;
        }
        InclusionProof inclusion = log.inclusion();
        boolean included = inclusion.size() == head.get().size()
                && inclusion.verify(head.get().root(), log.leaf().hash());
        if (findings.require(included, "the receipt is not where the log's proof says, or not in the log at all")) {
            findings.proved(
                    "Its receipt is entry %d of %d in the log of the %s, signed by that site at %s.",
                    inclusion.index() + 1,
                    head.get().size(),
                    teller.text(),
                    head.get().at());
            past(head.get(), inclusion.index(), log.grown());
        }
        findings.require(
                !log.leaf().at().isAfter(head.get().at().plus(SKEW)), "the log's entry is later than its head");
        foreign(head.get());
    }

    private void past(Checkpoint head, long index, @Nullable ConsistencyProof grown) {
        if (held == null) {
            findings.require(grown == null, "a proof of growth from a checkpoint that nobody holds");
            findings.open("Whether the log was rewritten before: the other side holds no earlier head of it here.");
            return;
        }
        Checkpoint before = Checkpoint.decode(held.payload());
        if (!findings.require(
                before.size() <= index && !before.at().isAfter(head.at().plus(SKEW)),
                "the checkpoint that the %s gave with its signature is of the future",
                teller.text())) {
            return;
        }
        if (before.size() == 0) {
            findings.require(grown == null, "a proof of growth from an empty log");
            return;
        }
        boolean holds = grown != null
                && grown.first() == before.size()
                && grown.second() == head.size()
                && grown.verify(before.root(), head.root());
        if (findings.require(holds, "the log does not begin with the log that the other side holds a head of")) {
            findings.proved(
                    "That log has only grown since its entry %d, whose head the other side holds.", before.size());
        }
    }

    private void foreign(Checkpoint head) {
        if (foreign != null) {
            Checkpoint theirs = Checkpoint.decode(foreign.payload());
            findings.require(
                    !theirs.at().isAfter(head.at().plus(SKEW)),
                    "the checkpoint that the %s gave with its signature is of the future",
                    other.text());
        }
    }
}
