package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A site that its organisation's log holds.
///
/// @param caKeyHash of the site's certificate authority, as the site's descriptor pins it
/// @param names that the site gives itself
record Member(Receipt.Party party, VerifyKey key, Bytes caKeyHash, List<String> names) {
    /// The member that a receipt names, if the log and the descriptor show it to be one.
    static Optional<Member> find(
            Findings findings, String role, TransferEvidence.Side side, Receipt.Party party, Instant when) {
        return findings.verified("the " + role + "'s organisation log or descriptor", () -> of(side))
                .filter(member -> findings.require(
                        member.party.equals(party),
                        "the receipt names another %s than the organisation log and descriptor are of",
                        role))
                .filter(member -> belongs(findings, role, side, member.key, when));
    }

    private static Member of(TransferEvidence.Side side) {
        OrgState organisation = side.log().replay();
        Descriptor descriptor = Descriptor.decode(side.descriptor().payload());
        side.descriptor().verifiedPayload(descriptor.siteKey(), Descriptor.TYPE);
        OrgId orgId = OrgId.of(side.log().inception());
        if (!descriptor.orgId().equals(orgId) || !organisation.orgId().equals(orgId)) {
            throw new MalformedException(0, "the descriptor is of another organisation");
        }
        return new Member(
                new Receipt.Party(orgId, SiteId.of(descriptor.siteKey())),
                descriptor.siteKey(),
                descriptor.caKeyHash(),
                descriptor.names().stream().map(Object::toString).toList());
    }

    private static boolean belongs(
            Findings findings, String role, TransferEvidence.Side side, VerifyKey key, Instant when) {
        Instant added = null;
        Instant removed = null;
        for (SignedRecord record : side.log().records()) {
            switch (LogEntry.decode(record.payload())) {
                case LogEntry.AddSite(var link, var siteKey)
                when siteKey.equals(key) -> {
                    added = link.createdAt();
                    removed = null;
                }
                case LogEntry.RemoveSite(var link, var siteId)
                when siteId.equals(SiteId.of(key)) -> removed = link.createdAt();
                case LogEntry.ReplaceSite(var link, var siteId, var siteKey) -> {
                    if (siteKey.equals(key)) {
                        added = link.createdAt();
                        removed = null;
                    } else if (siteId.equals(SiteId.of(key))) {
                        removed = link.createdAt();
                    }
                }
                default -> {}
            }
        }
        return judge(findings, role, added, removed, when);
    }

    private static boolean judge(
            Findings findings, String role, @Nullable Instant added, @Nullable Instant removed, Instant when) {
        if (added == null || added.isAfter(when)) {
            findings.wrong("the %s's organisation had not taken in that site by then", role);
            return false;
        }
        if (removed != null && !removed.isAfter(when)) {
            findings.wrong("the %s's organisation had removed that site at %s, before the transfer", role, removed);
            return false;
        }
        if (removed != null) {
            findings.open("The %s's organisation removed that site later, at %s.", role, removed);
        }
        return true;
    }

    String text() {
        return "site %s of the organisation %s".formatted(party.siteId(), party.orgId());
    }
}
