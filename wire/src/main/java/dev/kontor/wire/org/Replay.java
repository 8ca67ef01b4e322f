package dev.kontor.wire.org;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.ArrayList;
import java.util.List;

/// The rules by which an organisation's log grows, as pure steps from state to state.
final class Replay {
    static final int MAX_SITES = 256;
    static final int MAX_NAMES = 64;

    private Replay() {}

    static OrgState begin(SignedRecord record) {
        if (record.type() != RecordType.INCEPTION
                || !(LogEntry.decode(record.payload()) instanceof LogEntry.Inception inception)) {
            throw refused(0, "a log begins with an inception");
        }
        requireThreshold(0, inception.threshold());
        requireSigner(0, record, inception.rootKeys());
        return new OrgState(
                OrgId.of(record),
                inception.rootKeys(),
                inception.nextKeyCommitments(),
                List.of(),
                List.of(),
                true,
                record.digest(),
                0,
                inception.createdAt());
    }

    static OrgState next(OrgState state, SignedRecord record) {
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
            case LogEntry.ClaimName claim -> claimName(state, claim);
            case LogEntry.Deactivate _ -> with(state, state.sites(), state.names(), false);
        };
        requireSigner(place, record, changed.rootKeys());
        return new OrgState(
                changed.orgId(),
                changed.rootKeys(),
                changed.nextKeyCommitments(),
                changed.sites(),
                changed.names(),
                changed.active(),
                record.digest(),
                place,
                entry.createdAt());
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
        int place = Math.toIntExact(rotate.link().seq());
        requireThreshold(place, rotate.threshold());
        for (VerifyKey key : rotate.rootKeys()) {
            if (!state.nextKeyCommitments().contains(key.digest())) {
                throw refused(place, "rotates to a key that was not committed to");
            }
        }
        return new OrgState(
                state.orgId(),
                rotate.rootKeys(),
                rotate.nextKeyCommitments(),
                state.sites(),
                state.names(),
                true,
                state.headDigest(),
                state.headSeq(),
                state.headAt());
    }

    private static OrgState addSite(OrgState state, LogEntry.AddSite add) {
        int place = Math.toIntExact(add.link().seq());
        if (state.sites().contains(add.siteKey()) || state.sites().size() == MAX_SITES) {
            throw refused(place, "adds a site that is there, or one too many");
        }
        List<VerifyKey> sites = new ArrayList<>(state.sites());
        sites.add(add.siteKey());
        return with(state, sites, state.names(), true);
    }

    private static OrgState removeSite(OrgState state, LogEntry.RemoveSite remove) {
        if (!state.hasSite(remove.siteId())) {
            throw refused(Math.toIntExact(remove.link().seq()), "removes a site that is not there");
        }
        List<VerifyKey> sites = state.sites().stream()
                .filter(key -> !SiteId.of(key).equals(remove.siteId()))
                .toList();
        return with(state, sites, state.names(), true);
    }

    private static OrgState claimName(OrgState state, LogEntry.ClaimName claim) {
        int place = Math.toIntExact(claim.link().seq());
        if (state.names().contains(claim.name()) || state.names().size() == MAX_NAMES) {
            throw refused(place, "claims a name again, or one too many");
        }
        List<SiteName> names = new ArrayList<>(state.names());
        names.add(claim.name());
        return with(state, state.sites(), names, true);
    }

    private static OrgState with(OrgState state, List<VerifyKey> sites, List<SiteName> names, boolean active) {
        List<Bytes> commitments = state.nextKeyCommitments();
        return new OrgState(
                state.orgId(),
                state.rootKeys(),
                commitments,
                sites,
                names,
                active,
                state.headDigest(),
                state.headSeq(),
                state.headAt());
    }

    private static void requireThreshold(int place, int threshold) {
        if (threshold != 1) {
            throw refused(place, "needs " + threshold + " signatures; only one is understood here");
        }
    }

    private static void requireSigner(int place, SignedRecord record, List<VerifyKey> keys) {
        if (keys.stream().noneMatch(key -> record.verify(key, record.type()))) {
            throw refused(place, "not signed by a root key");
        }
    }

    private static MalformedException refused(int place, String reason) {
        return new MalformedException(place, reason);
    }
}
