package dev.kontor.wire.evidence;

import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether the grant is the sender's, names the receiver, and fits the receipt.
record GrantCheck(Findings findings, Receipt receipt, Member sender, Member receiver) {
    void check(@Nullable SignedRecord record) {
        if (record == null) {
            findings.open("By which permission: the grant %s is not in this file.", receipt.grantId());
            return;
        }
        findings.verified("the grant", () -> Grant.verified(record, sender.key()))
                .ifPresent(this::check);
    }

    private void check(Grant grant) {
        boolean fits = findings.require(
                        grant.grantId().equals(receipt.grantId())
                                && grant.issuerOrg().equals(sender.party().orgId()),
                        "the grant is not the one that the receipt names")
                && findings.require(admits(grant.audience()), "the grant is not for the receiver")
                && findings.require(
                        grant.resource().namespace().equals(receipt.namespace())
                                && (grant.resource().snapshot() == null
                                        || receipt.snapshotId()
                                                .equals(grant.resource().snapshot())),
                        "the grant is not for what was transferred");
        if (!fits) {
            return;
        }
        findings.proved(
                "The sender's site had permitted it: grant %s of %s to %s%s.",
                grant.grantId(), grant.issuedAt(), grant.audience().text(), purpose(grant));
        limits(grant);
        findings.open("Whether the grant was in force at that moment: a revocation would not be in this file.");
    }

    private boolean admits(Audience audience) {
        return switch (audience) {
            case Audience.Organisation(var orgId) ->
                orgId.equals(receiver.party().orgId());
            case Audience.Site(var siteId) -> siteId.equals(receiver.party().siteId());
            case Audience.Community _, Audience.AllPartners _, Audience.Everyone _ -> true;
        };
    }

    private void limits(Grant grant) {
        Instant when = receipt.completedAt();
        grant.constraint(Constraint.NotBefore.class)
                .map(Constraint.NotBefore::time)
                .filter(when::isBefore)
                .ifPresent(begin -> findings.open(
                        "By the receiver's clock the transfer was complete before the grant's begin, %s.", begin));
        grant.constraint(Constraint.NotAfter.class)
                .map(Constraint.NotAfter::time)
                .filter(end -> !when.isBefore(end))
                .ifPresent(end -> findings.open(
                        "By the receiver's clock the transfer was complete after the grant's end, %s.", end));
    }

    private static String purpose(Grant grant) {
        return grant.constraint(Constraint.Purpose.class)
                .map(purpose -> ", for the purpose \"" + Readme.printable(purpose.text()) + "\"")
                .orElse("");
    }
}
