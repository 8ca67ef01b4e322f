package dev.kontor.identity.site;

import dev.kontor.identity.keys.SiteKeys;
import dev.kontor.identity.keys.SiteSecrets;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.org.Relation;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Works out what our keys and log are after a change. Pure.
///
/// @param fresh makes a successor's keys
record Amendment(SiteKeys keys, OrgState state, Instant now, Supplier<SiteSecrets> fresh) {
    /// Why the change is not made.
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        RefusedException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    static Amendment of(SiteKeys keys, Instant now, Supplier<SiteSecrets> fresh) {
        return new Amendment(keys, keys.log().replay(), now, fresh);
    }

    SiteKeys apply(Change change) {
        return switch (change) {
            case Change.AddSite(VerifyKey key) -> signed(new LogEntry.AddSite(next(), key));
            case Change.RemoveSite(SiteId site) -> signed(new LogEntry.RemoveSite(next(), other(site)));
            case Change.ReplaceSite(SiteId site, VerifyKey key) ->
                signed(new LogEntry.ReplaceSite(next(), other(site), key));
            case Change.ReplaceUs() -> replaced();
            case Change.SetDomain(var domain) -> signed(new LogEntry.SetDomain(next(), domain));
            case Change.Deactivate() -> signed(new LogEntry.Deactivate(next()));
            case Change.Commit(List<Bytes> commitments, int needed) -> committed(commitments, needed);
            case Change.Prepare() -> prepared();
            case Change.TakeOver(OrgLog log, var endorsement) -> takenOver(log, endorsement);
        };
    }

    private LogEntry.Link next() {
        return state.next(now.isBefore(state.headAt()) ? state.headAt() : now);
    }

    private SiteId other(SiteId site) {
        if (site.equals(us())) {
            throw new RefusedException(
                    "this is the site itself; it can be replaced, by its successor, but not removed");
        }
        return site;
    }

    private SiteId us() {
        return SiteId.of(keys.own().site().verifyKey());
    }

    private SigningKey root() {
        SigningKey root = keys.root();
        if (root == null || state.authority().threshold() != 1) {
            throw new RefusedException(
                    "the root keys that can sign this are not here; sign it with the recovery words (--words)");
        }
        return root;
    }

    private SiteKeys signed(LogEntry.Linked entry) {
        return with(keys.log().append(entry, root()), keys.own(), keys.successor(), keys.endorsement());
    }

    private SiteKeys replaced() {
        SiteKeys prepared = prepared();
        SiteSecrets successor = prepared.successor();
        if (successor == null) {
            throw new IllegalStateException("a successor was prepared and is not there");
        }
        VerifyKey key = successor.site().verifyKey();
        OrgLog log = keys.log().append(new LogEntry.ReplaceSite(next(), us(), key), root());
        OrgState after = checked(log);
        SignedRecord endorsement = new Endorsement(after.orgId(), key, now, after.headSeq()).sign(root());
        return with(log, successor, null, endorsement);
    }

    private SiteKeys prepared() {
        SiteSecrets successor = keys.successor();
        return new SiteKeys(
                keys.root(),
                keys.nextRoot(),
                keys.own(),
                successor == null ? fresh.get() : successor,
                keys.retired(),
                keys.log(),
                keys.endorsement());
    }

    private SiteKeys committed(List<Bytes> commitments, int needed) {
        SigningKey nextRoot = keys.nextRoot();
        if (nextRoot == null
                || !state.nextKeyCommitments().contains(nextRoot.verifyKey().digest())) {
            throw new RefusedException(
                    "the next root key is not here but on paper already; rotate with its words (kontor recovery rotate)");
        }
        if (commitments.isEmpty() || needed < 1 || needed > commitments.size()) {
            throw new RefusedException("no " + needed + " of " + commitments.size() + " keys");
        }
        LogEntry.Rotate rotate = new LogEntry.Rotate(next(), List.of(nextRoot.verifyKey()), 1, commitments, needed);
        SiteKeys changed = new SiteKeys(
                nextRoot,
                null,
                keys.own(),
                keys.successor(),
                keys.retired(),
                keys.log().append(rotate, nextRoot),
                keys.endorsement());
        checked(changed.log());
        return changed;
    }

    private SiteKeys takenOver(OrgLog log, @Nullable SignedRecord endorsement) {
        OrgState after = checked(log);
        switch (keys.log().relationOf(log)) {
            case Relation.Newer _, Relation.Supersedes _, Relation.Foreign _ -> {}
            case Relation.Same _ -> throw new RefusedException("this is the log that is here already");
            case Relation.Older _ -> throw new RefusedException("the log that is here is newer");
            case Relation.Superseded _ ->
                throw new RefusedException("the log that is here has a rotation in its place");
            case Relation.Fork fork ->
                throw new RefusedException("the log parts from the one that is here at entry " + fork.place());
        }
        SiteSecrets speaker = speaker(after);
        boolean same = speaker.equals(keys.own());
        boolean ours = after.orgId().equals(state.orgId());
        if (endorsement == null && (!same || !ours)) {
            throw new RefusedException("an endorsement of the site is missing");
        }
        SignedRecord good = endorsement == null ? keys.endorsement() : endorsement;
        requireEndorsement(good, after, speaker.site().verifyKey(), endorsement != null);
        return with(log, speaker, same ? keys.successor() : null, good);
    }

    /// Who speaks for this site under that log.
    private SiteSecrets speaker(OrgState after) {
        if (after.sites().contains(keys.own().site().verifyKey())) {
            return keys.own();
        }
        SiteSecrets successor = keys.successor();
        if (successor != null && after.sites().contains(successor.site().verifyKey())) {
            return successor;
        }
        throw new RefusedException("the log holds neither this site nor the successor that was prepared for it");
    }

    private static void requireEndorsement(SignedRecord record, OrgState after, VerifyKey site, boolean byNow) {
        Endorsement said = Endorsement.decode(record.payload());
        if (!said.siteKey().equals(site) || !said.orgId().equals(after.orgId()) || (byNow && !after.signed(record))) {
            throw new RefusedException("the endorsement is not of this site by a root key of the log");
        }
    }

    private SiteKeys with(OrgLog log, SiteSecrets own, @Nullable SiteSecrets successor, SignedRecord endorsement) {
        OrgState after = checked(log);
        SigningKey root = keys.root();
        SigningKey nextRoot = keys.nextRoot();
        boolean stillRoot = root != null && after.rootKeys().contains(root.verifyKey());
        boolean stillNext = nextRoot != null
                && after.nextKeyCommitments().contains(nextRoot.verifyKey().digest());
        return new SiteKeys(
                stillRoot ? root : null, stillNext ? nextRoot : null, own, successor, retired(own), log, endorsement);
    }

    private List<HpkeKeyPair> retired(SiteSecrets own) {
        if (own.equals(keys.own())) {
            return keys.retired();
        }
        List<HpkeKeyPair> all = new ArrayList<>(List.of(keys.own().hpke()));
        all.addAll(keys.retired());
        return all.subList(0, Math.min(all.size(), SiteKeys.MAX_RETIRED));
    }

    private static OrgState checked(OrgLog log) {
        if (log.encode().size() > OrganisationNotice.MAX_LOG) {
            throw new RefusedException("the log has more than " + OrganisationNotice.MAX_LOG + " bytes");
        }
        try {
            return log.replay();
        } catch (MalformedException refused) {
            throw new RefusedException("entry " + refused.offset() + " of the log does not hold: " + refused.reason());
        }
    }
}
