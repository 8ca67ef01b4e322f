package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.delivery.Door;
import dev.kontor.identity.delivery.Letter;
import dev.kontor.identity.delivery.Letters;
import dev.kontor.identity.grant.Endings;
import dev.kontor.identity.grant.GrantLedger;
import dev.kontor.identity.grant.ReceivedGrants;
import dev.kontor.identity.pairing.Body;
import dev.kontor.identity.pairing.Pairing;
import dev.kontor.identity.pairing.Peer;
import dev.kontor.identity.pairing.State;
import dev.kontor.identity.pairing.Step;
import dev.kontor.identity.revision.TrustRevision;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.PartnerChanged;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// Carries out what the engine has decided, in the caller's transaction: the row, the letters and the event are there
/// together or not at all.
@ApplicationScoped
class Desk {
    private static final Logger LOG = Logger.getLogger(Desk.class);
    private static final String BY_PARTNER_END = "the end of the partnership";

    private final OurSite site;
    private final Audit audit;
    private final Endings endings;
    private final Outbox outbox;
    private final Clock clock;

    Desk(OurSite site, Audit audit, Endings endings, Outbox outbox, Clock clock) {
        this.site = site;
        this.audit = audit;
        this.endings = endings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// A pairing that begins.
    Uni<StoredPairing> begin(Mutiny.Session session, Step.Taken step, Optional<String> petname) {
        Instant now = clock.instant();
        StoredPairing row = new StoredPairing(step.pairing(), now);
        row.petname = petname.orElse(null);
        return session.persist(row)
                .chain(() -> write(session, step, now))
                .chain(() -> tell(session, row))
                .replaceWith(row);
    }

    /// A pairing that goes on. Nothing is told when only a message is repeated.
    Uni<StoredPairing> proceed(Mutiny.Session session, StoredPairing row, Step.Taken step) {
        Instant now = clock.instant();
        Pairing before = row.pairing();
        boolean changed = !before.equals(step.pairing());
        if (changed) {
            row.remember(step.pairing(), now);
        }
        return write(session, step, now)
                .chain(() -> settle(session, row, before, step.pairing()))
                .chain(() -> changed ? tell(session, row) : nothing())
                .replaceWith(row);
    }

    /// What a partnership that ends takes with it, and what one that begins sets free.
    private Uni<Void> settle(Mutiny.Session session, StoredPairing row, Pairing before, Pairing after) {
        SiteId site = after.peer().site();
        if (before.active() && !after.active()) {
            return Letters.recall(session, site).chain(() -> endGrants(session, row, clock.instant()));
        }
        return after.state().equals(new State.Active(true)) && !before.equals(after)
                ? tellGrants(session, after.peer())
                        .chain(() -> Letters.hasten(session, site, clock.instant()))
                        .chain(() -> Pairings.closeMoved(session, row, clock.instant()))
                : nothing();
    }

    /// A new partner hears of what all partners were granted before it came.
    private Uni<Void> tellGrants(Mutiny.Session session, Peer peer) {
        Instant now = clock.instant();
        return GrantLedger.toAllPartners(session, now)
                .chain(grants -> Letters.post(
                        session,
                        grants.stream()
                                .map(grant -> Letters.ofGrant(
                                        grant.grantId(),
                                        grant.signed(),
                                        peer.site(),
                                        peer.introduction().descriptor(),
                                        now))
                                .toList()));
    }

    /// A partnership is over without a message: its grants and what waits for it end too.
    Uni<Void> over(Mutiny.Session session, StoredPairing row) {
        return Letters.recall(session, SiteId.parse(row.siteId)).chain(() -> endGrants(session, row, clock.instant()));
    }

    private Uni<Void> endGrants(Mutiny.Session session, StoredPairing row, Instant now) {
        return Pairings.anotherActive(session, row)
                .chain(another -> another
                        ? nothing()
                        : endings.endAll(session, OrgId.parse(row.orgId), BY_PARTNER_END, now)
                                .chain(() -> ReceivedGrants.forget(session, OrgId.parse(row.orgId))));
    }

    /// Writes into the audit log what no admin of ours did.
    Uni<Void> note(Mutiny.Session session, Act act, String detail) {
        return audit.note(session, act, detail);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> write(Mutiny.Session session, Step.Taken step, Instant now) {
        return Letters.post(
                session,
                step.say().stream()
                        .map(body -> letter(step.pairing(), body, now))
                        .toList());
    }

    private Letter letter(Pairing pairing, Body body, Instant now) {
        Bytes payload = pairing.message(body).encode();
        return new Letter(
                pairing.peer().site(),
                pairing.id().toString(),
                Door.PAIRING,
                site.sign(RecordType.PAIRING, payload).encoded(),
                pairing.peer().introduction().descriptor(),
                now);
    }

    /// Lets the other services know of a change.
    Uni<Void> tell(Mutiny.Session session, StoredPairing row) {
        PartnerState state = PartnerStates.of(row);
        LOG.infof("partner changed partner=%s state=%s pairing=%s", row.name(), state, row.id);
        return TrustRevision.next(session)
                .chain(revision -> outbox.publish(
                        session,
                        EventTypes.PARTNER_CHANGED,
                        new PartnerChanged(OrgId.parse(row.orgId), row.name(), state, revision)));
    }
}
