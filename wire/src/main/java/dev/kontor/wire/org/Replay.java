package dev.kontor.wire.org;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The rules of an organisation's log, from state to state.
final class Replay {
    static final int MAX_SITES = 256;
    static final int MAX_NAMES = 64;

    private Replay() {}

    static OrgState begin(SignedRecord record, List<SignedRecord> cosignatures) {
        OrgState begun = unwitnessed(record);
        Signatures.require(
                0, record, cosignatures, begun.rootKeys(), begun.authority().threshold());
        return begun;
    }

    static OrgState unwitnessed(SignedRecord record) {
        LogEntry.Inception inception = inception(record);
        Signatures.require(0, record, List.of(), inception.rootKeys(), 1);
        OrgState.Authority authority = new OrgState.Authority(
                inception.rootKeys(), inception.threshold(), inception.nextKeyCommitments(), inception.threshold());
        OrgState.Head head = new OrgState.Head(record.digest(), 0, inception.createdAt());
        return new OrgState(OrgId.of(record), authority, List.of(), List.of(), null, true, head);
    }

    private static LogEntry.Inception inception(SignedRecord record) {
        if (record.type() != RecordType.INCEPTION
                || !(LogEntry.decode(record.payload()) instanceof LogEntry.Inception inception)) {
            throw refused(0, "a log begins with an inception");
        }
        return inception;
    }

    static OrgState next(OrgState state, SignedRecord record, List<SignedRecord> cosignatures) {
        int place = Math.toIntExact(state.headSeq() + 1);
        if (record.type() != RecordType.LOG_ENTRY
                || !(LogEntry.decode(record.payload()) instanceof LogEntry.Linked entry)) {
            throw refused(place, "only one inception, at the beginning");
        }
        requireLink(state, entry.link());
        OrgState changed = switch (entry) {
            case LogEntry.Rotate rotate -> rotate(state, rotate);
            case LogEntry.AddSite add -> addSite(state, add);
            case LogEntry.RemoveSite remove -> removeSite(state, remove);
            case LogEntry.ReplaceSite replace -> replaceSite(state, replace);
            case LogEntry.ClaimName claim -> claimName(state, claim);
            case LogEntry.SetDomain set -> setDomain(state, set);
            case LogEntry.Deactivate _ -> state.ended();
        };
        int needed = changed.authority().threshold();
        if (entry instanceof LogEntry.Rotate) {
            needed = Math.max(needed, state.authority().nextThreshold());
        }
        Signatures.require(place, record, cosignatures, changed.rootKeys(), needed);
        return changed.to(new OrgState.Head(record.digest(), place, entry.createdAt()));
    }

    private static void requireLink(OrgState state, LogEntry.Link link) {
        int place = Math.toIntExact(state.headSeq() + 1);
        if (!state.active()) {
            throw refused(place, "nothing follows a deactivation");
        }
        if (!link.orgId().equals(state.orgId())) {
            throw refused(place, "an entry of another organisation");
        }
        if (link.seq() != place || !link.previous().equals(state.headDigest())) {
            throw refused(place, "does not follow the entry before");
        }
        if (link.createdAt().isBefore(state.headAt())) {
            throw refused(place, "older than the entry before");
        }
    }

    private static OrgState rotate(OrgState state, LogEntry.Rotate rotate) {
        int place = place(rotate);
        for (VerifyKey key : rotate.rootKeys()) {
            if (!state.nextKeyCommitments().contains(key.digest())) {
                throw refused(place, "rotates to a key that was not committed to");
            }
        }
        return state.with(new OrgState.Authority(
                rotate.rootKeys(), rotate.threshold(), rotate.nextKeyCommitments(), rotate.nextThreshold()));
    }

    private static OrgState addSite(OrgState state, LogEntry.AddSite add) {
        if (state.sites().size() == MAX_SITES) {
            throw refused(place(add), "adds one site too many");
        }
        return state.with(joined(place(add), state.sites(), add.siteKey()));
    }

    private static OrgState removeSite(OrgState state, LogEntry.RemoveSite remove) {
        return state.with(without(place(remove), state.sites(), remove.siteId()));
    }

    private static OrgState replaceSite(OrgState state, LogEntry.ReplaceSite replace) {
        int place = place(replace);
        return state.with(joined(place, without(place, state.sites(), replace.siteId()), replace.siteKey()));
    }

    private static List<VerifyKey> joined(int place, List<VerifyKey> sites, VerifyKey added) {
        if (sites.contains(added)) {
            throw refused(place, "adds a site that is there");
        }
        List<VerifyKey> more = new ArrayList<>(sites);
        more.add(added);
        return more;
    }

    private static List<VerifyKey> without(int place, List<VerifyKey> sites, SiteId removed) {
        List<VerifyKey> left =
                sites.stream().filter(key -> !SiteId.of(key).equals(removed)).toList();
        if (left.size() == sites.size()) {
            throw refused(place, "removes a site that is not there");
        }
        return left;
    }

    private static OrgState claimName(OrgState state, LogEntry.ClaimName claim) {
        if (state.names().contains(claim.name()) || state.names().size() == MAX_NAMES) {
            throw refused(place(claim), "claims a name again, or one too many");
        }
        List<SiteName> names = new ArrayList<>(state.names());
        names.add(claim.name());
        return state.named(names);
    }

    private static OrgState setDomain(OrgState state, LogEntry.SetDomain set) {
        if (Objects.equals(state.domain(), set.domain())) {
            throw refused(place(set), "sets the domain that is set");
        }
        return state.at(set.domain());
    }

    private static int place(LogEntry.Linked entry) {
        return Math.toIntExact(entry.link().seq());
    }

    static MalformedException refused(int place, String reason) {
        return new MalformedException(place, reason);
    }
}
