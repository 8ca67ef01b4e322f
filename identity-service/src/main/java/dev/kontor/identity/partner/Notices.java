package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.grant.GrantReceived;
import dev.kontor.identity.grant.ReceivedGrant;
import dev.kontor.identity.grant.ReceivedGrants;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.identity.partner.Intake.Caller;
import dev.kontor.identity.partner.Intake.Outcome;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.Revocation;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// What partners tell us of their grants to us: a grant itself, or its revocation, signed by the site that issued
/// it and brought by that site's own connection. Taken from active partners only; kept to be shown, decided by
/// nowhere.
@ApplicationScoped
class Notices {
    private final OurSite site;
    private final Audit audit;
    private final SiteLog log;
    private final Outbox outbox;
    private final Clock clock;

    Notices(OurSite site, Audit audit, SiteLog log, Outbox outbox, Clock clock) {
        this.site = site;
        this.audit = audit;
        this.log = log;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Outcome> receive(SignedRecord record, Caller caller) {
        return log.transact(session -> partner(session, caller)
                .chain(partner -> partner.map(row -> take(session, record, row))
                        .orElseGet(() -> Uni.createFrom().item(Outcome.NO_PARTNER))));
    }

    private static Uni<Optional<StoredPairing>> partner(Mutiny.Session session, Caller caller) {
        return Pairings.livingWith(session, caller.site())
                .map(rows -> rows.stream()
                        .filter(row -> row.inForce() && caller.is(row.pairing().peer()))
                        .findFirst());
    }

    private Uni<Outcome> take(Mutiny.Session session, SignedRecord record, StoredPairing partner) {
        try {
            VerifyKey issuer = new VerifyKey(partner.siteKey);
            return switch (record.type()) {
                case GRANT -> granted(session, record, Grant.verified(record, issuer), partner);
                case REVOCATION -> revoked(session, Revocation.verified(record, issuer), partner);
                default -> Uni.createFrom().item(Outcome.MALFORMED);
            };
        } catch (MalformedException notTheirs) {
            return Uni.createFrom().item(Outcome.BAD_SIGNATURE);
        }
    }

    private Uni<Outcome> granted(Mutiny.Session session, SignedRecord record, Grant grant, StoredPairing partner) {
        if (!grant.issuerOrg().toString().equals(partner.orgId) || !forUs(grant.audience())) {
            return Uni.createFrom().item(Outcome.NOT_FOR_US);
        }
        ReceivedGrant row = new ReceivedGrant(record, clock.instant());
        return ReceivedGrants.keep(session, row)
                .chain(kept -> kept
                        ? tell(session, "grant.received", row, partner)
                        : Uni.createFrom().item(Outcome.MISFIT));
    }

    private Uni<Outcome> revoked(Mutiny.Session session, Revocation revocation, StoredPairing partner) {
        return ReceivedGrants.lock(session, revocation.issuerSite(), revocation.grantId())
                .chain(known -> {
                    if (known.isEmpty() || known.get().revoked()) {
                        return Uni.createFrom().item(Outcome.MISFIT);
                    }
                    known.get().revoke(revocation.revokedAt());
                    return tell(session, "grant.ended", known.get(), partner);
                });
    }

    private boolean forUs(Audience audience) {
        return switch (audience) {
            case Audience.Organisation(var orgId) -> orgId.equals(site.orgId());
            case Audience.Site(var siteId) -> siteId.equals(site.siteId());
            case Audience.Community _, Audience.AllPartners _, Audience.Everyone _ -> true;
        };
    }

    private Uni<Outcome> tell(Mutiny.Session session, String verb, ReceivedGrant grant, StoredPairing partner) {
        GrantReceived event = grant.event();
        Act act = new Act(PartnerActs.actor(partner), verb, event.namespace() + " of " + partner.name());
        return audit.note(session, act, event.grantId().toString())
                .chain(() -> outbox.publish(session, GrantReceived.TYPE, event))
                .replaceWith(Outcome.TAKEN);
    }
}
