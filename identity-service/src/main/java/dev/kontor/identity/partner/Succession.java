package dev.kontor.identity.partner;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which site takes the place of one that its organisation's log does not hold any more. Pure.
///
/// @param log one that holds
/// @param shown the descriptor that came with the log, when the log holds its site and it is valid now
record Succession(OrgLog log, OrgState state, Optional<Verdict.Verified<Descriptor>> shown) {
    sealed interface Heir {
        /// It is where it was.
        record Itself() implements Heir {}

        /// Another site that has shown itself.
        record Another(Descriptor descriptor, Bytes signed) implements Heir {}

        /// A site of which the log says no more than the key.
        record Unseen(VerifyKey key) implements Heir {}

        record Nobody() implements Heir {}
    }

    static Succession of(OrgLog log, OrgState state, SignedRecord descriptor, Instant now) {
        return new Succession(
                log,
                state,
                Descriptor.verify(descriptor, state, now) instanceof Verdict.Verified<Descriptor> verified
                        ? Optional.of(verified)
                        : Optional.empty());
    }

    /// Who follows the site.
    ///
    /// @param others sites that are partners already, and follow nobody but whom the log says
    Heir heir(SiteId site, Set<SiteId> others) {
        if (!state.active()) {
            return new Heir.Nobody();
        }
        if (state.hasSite(site)) {
            return new Heir.Itself();
        }
        Optional<VerifyKey> named = named(site);
        if (named.isPresent()) {
            return shown.filter(one -> one.value().siteKey().equals(named.get()))
                    .map(Succession::another)
                    .orElseGet(() -> new Heir.Unseen(named.get()));
        }
        return shown.filter(one -> !others.contains(one.value().siteId()))
                .map(Succession::another)
                .orElseGet(Heir.Nobody::new);
    }

    /// Who follows a site that took another one's place, which it may have to give back.
    Heir heir(SiteId site, Optional<SiteId> before, Set<SiteId> others) {
        return heir(site, others) instanceof Heir.Nobody && before.isPresent() && state.active()
                ? again(before.get(), others)
                : heir(site, others);
    }

    private Heir again(SiteId before, Set<SiteId> others) {
        return state.siteKey(before)
                .map(key -> shows(before).orElseGet(() -> new Heir.Unseen(key)))
                .orElseGet(() -> heir(before, others));
    }

    /// What a site that has not shown itself until now shows.
    Optional<Heir> shows(SiteId site) {
        return shown.filter(one -> one.value().siteId().equals(site)).map(Succession::another);
    }

    private static Heir another(Verdict.Verified<Descriptor> one) {
        return new Heir.Another(one.value(), one.record().encoded());
    }

    /// The site that the log puts in the place of the given one, and of that one, up to one of now.
    private Optional<VerifyKey> named(SiteId site) {
        SiteId last = site;
        Optional<VerifyKey> heir = Optional.empty();
        for (SignedRecord record : log.records()) {
            if (LogEntry.decode(record.payload()) instanceof LogEntry.ReplaceSite(var _, var before, var key)
                    && before.equals(last)) {
                last = SiteId.of(key);
                heir = Optional.of(key);
            }
        }
        return heir.filter(state.sites()::contains);
    }
}
