package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.delivery.Letters;
import dev.kontor.identity.grant.ReceivedGrants;
import dev.kontor.identity.partner.Intake.Outcome;
import dev.kontor.identity.partner.Succession.Heir;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.Relation;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the logs of organisations that we deal with, in the caller's transaction. A log proves itself, so it does
/// not
/// matter who brings it: a newer one takes the place of the one that we hold, a site that it does not hold any more is
/// a stranger from then on, and the site in its place is the partner's. Two logs that contradict each other suspend the
/// partner until an admin has decided.
@ApplicationScoped
class Chronicle {
    private static final Logger LOG = Logger.getLogger(Chronicle.class);

    private final Desk desk;
    private final SecureRandom random;
    private final Clock clock;

    Chronicle(Desk desk, SecureRandom random, Clock clock) {
        this.desk = desk;
        this.random = random;
        this.clock = clock;
    }

    /// Compares a log with the one that we hold of that organisation.
    ///
    /// @param descriptor of a site that the log may hold; its signature has been checked
    /// @return [Outcome#TAKEN] when it told us something
    Uni<Outcome> see(Mutiny.Session session, OrgLog log, SignedRecord descriptor) {
        return Pairings.lockLivingOf(session, OrgId.of(log.inception()))
                .chain(rows -> weigh(session, rows, log, descriptor));
    }

    private Uni<Outcome> weigh(Mutiny.Session session, List<StoredPairing> rows, OrgLog log, SignedRecord descriptor) {
        List<StoredPairing> introduced =
                rows.stream().filter(row -> !row.orgLog.empty()).toList();
        Optional<OrgLog> longest = introduced.stream()
                .map(row -> OrgLog.decode(row.orgLog))
                .max(Comparator.comparingInt(held -> held.records().size()));
        if (longest.isEmpty()) {
            return Uni.createFrom().item(Outcome.UNKNOWN_PAIRING);
        }
        OrgLog held = longest.get();
        try {
            return switch (held.relationOf(log)) {
                case Relation.Older _, Relation.Superseded _ -> Uni.createFrom().item(Outcome.MISFIT);
                case Relation.Foreign _ -> Uni.createFrom().item(Outcome.NOT_FOR_US);
                case Relation.Same _ ->
                    introduced.stream().noneMatch(StoredPairing::awaited)
                            ? Uni.createFrom().item(Outcome.MISFIT)
                            : follow(session, introduced, log, descriptor);
                case Relation.Newer _, Relation.Supersedes _ -> follow(session, introduced, log, descriptor);
                case Relation.Fork fork -> suspend(session, introduced, held, log, fork.place());
            };
        } catch (MalformedException forged) {
            return Uni.createFrom().item(Outcome.BAD_SIGNATURE);
        }
    }

    /// The log is the organisation's now.
    Uni<Outcome> follow(Mutiny.Session session, List<StoredPairing> rows, OrgLog log, SignedRecord descriptor) {
        Succession succession = Succession.of(log, log.replay(), descriptor, clock.instant());
        Set<SiteId> sites = rows.stream().map(row -> SiteId.parse(row.siteId)).collect(Collectors.toSet());
        Uni<Void> all = Uni.createFrom().voidItem();
        for (StoredPairing row : rows) {
            row.orgLog = log.encode();
            SiteId site = SiteId.parse(row.siteId);
            Optional<SiteId> before = Optional.ofNullable(row.movedFrom).map(SiteId::parse);
            Heir heir = succession.heir(site, before, sites);
            all = all.chain(() -> succeed(session, row, heir));
        }
        return all.replaceWith(Outcome.TAKEN);
    }

    private Uni<Void> succeed(Mutiny.Session session, StoredPairing row, Heir heir) {
        Instant now = clock.instant();
        return switch (heir) {
            case Heir.Itself() -> Uni.createFrom().voidItem();
            case Heir.Another another when row.pairing().active() -> move(session, row, another, now);
            case Heir.Unseen unseen when row.pairing().active() -> await(session, row, unseen, now);
            case Heir.Another _, Heir.Unseen _, Heir.Nobody _ -> end(session, row, now);
        };
    }

    private Uni<Void> await(Mutiny.Session session, StoredPairing row, Heir.Unseen heir, Instant now) {
        if (row.awaited()) {
            return Uni.createFrom().voidItem();
        }
        row.await(now);
        String detail = row.siteId + " by " + SiteId.of(heir.key()) + ", which has not shown itself yet";
        return Letters.discard(session, SiteId.parse(row.siteId))
                .chain(() -> told(session, row, "partner.site-replaced", detail));
    }

    private Uni<Void> move(Mutiny.Session session, StoredPairing row, Heir.Another heir, Instant now) {
        SiteId before = SiteId.parse(row.siteId);
        SiteId after = heir.descriptor().siteId();
        StoredPairing memory = row.memory(PairingId.random(random), "the site " + after + " took its place", now);
        row.move(heir.descriptor(), heir.signed(), now);
        return session.persist(memory)
                .chain(() -> Letters.redirect(session, before, after, heir.signed(), now))
                .chain(() -> ReceivedGrants.move(session, before, after))
                .chain(() -> told(session, row, "partner.site-replaced", before + " by " + after));
    }

    private Uni<Void> end(Mutiny.Session session, StoredPairing row, Instant now) {
        boolean wasActive = row.pairing().active();
        row.close("the organisation's log does not hold the site any more", now);
        Uni<Void> grants =
                wasActive ? desk.over(session, row) : Uni.createFrom().voidItem();
        return grants.chain(() -> told(session, row, "partner.site-removed", row.siteId));
    }

    private Uni<Outcome> suspend(
            Mutiny.Session session, List<StoredPairing> rows, OrgLog held, OrgLog other, int place) {
        other.replay();
        OrgId organisation = OrgId.of(held.inception());
        return session.find(StoredFork.class, organisation.toString(), LockModeType.PESSIMISTIC_WRITE)
                .chain(known -> {
                    if (known != null && known.covers(held, other)) {
                        return Uni.createFrom().item(Outcome.MISFIT);
                    }
                    Instant now = clock.instant();
                    return keep(session, known, new StoredFork(organisation, place, held, other, now))
                            .chain(() -> suspend(
                                    session,
                                    rows,
                                    "two histories of the organisation are signed, from entry " + place
                                            + " of its log on",
                                    now))
                            .replaceWith(Outcome.TAKEN);
                });
    }

    private static Uni<Void> keep(Mutiny.Session session, @Nullable StoredFork known, StoredFork found) {
        if (known == null) {
            return session.persist(found);
        }
        known.found(found.place, OrgLog.decode(found.held), OrgLog.decode(found.other), found.foundAt);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> suspend(Mutiny.Session session, List<StoredPairing> rows, String reason, Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (StoredPairing row : rows) {
            if (row.inForce()) {
                row.suspendedAt = now;
                row.suspendedReason = reason;
                LOG.errorf("partner suspended partner=%s reason=%s", row.name(), reason);
                all = all.chain(() -> told(session, row, "partner.suspend", reason));
            }
        }
        return all;
    }

    private Uni<Void> told(Mutiny.Session session, StoredPairing row, String verb, String detail) {
        LOG.infof("partner's organisation partner=%s act=%s detail=%s", row.name(), verb, detail);
        return desk.note(session, new Act(PartnerActs.OURSELVES, verb, row.name()), detail)
                .chain(() -> desk.tell(session, row));
    }
}
