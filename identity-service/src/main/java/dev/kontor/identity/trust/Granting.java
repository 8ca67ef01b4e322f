package dev.kontor.identity.trust;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.delivery.Courier;
import dev.kontor.identity.delivery.Letters;
import dev.kontor.identity.grant.Endings;
import dev.kontor.identity.grant.GrantLedger;
import dev.kontor.identity.grant.IssuedGrant;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.partner.PartnerBook.Partner;
import dev.kontor.identity.revision.TrustRevision;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.GrantChanged;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Issues and revokes grants, and tells the partner's sites: with the grant itself, or its signed revocation.
@ApplicationScoped
class Granting {
    private static final int NO_DELEGATION = 0;
    private static final int LONGEST_QUOTE = 80;

    private final Audit audit;
    private final Endings endings;
    private final Outbox outbox;
    private final Courier courier;
    private final OurSite site;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Granting(Audit audit, Endings endings, Outbox outbox, Courier courier, OurSite site, Clock clock) {
        this.audit = audit;
        this.endings = endings;
        this.outbox = outbox;
        this.courier = courier;
        this.site = site;
        this.clock = clock;
    }

    Uni<GrantStatus> issue(String actor, GrantRequest request) {
        String grantee = request.partner() == null ? String.valueOf(request.audience()) : request.partner();
        Act act = new Act(actor, "grant.issue", request.namespace() + " to " + grantee);
        return perform(
                act,
                session -> grantee(session, sound(request)).chain(partner -> issue(session, actor, request, partner)));
    }

    private static Uni<Optional<Partner>> grantee(Mutiny.Session session, GrantRequest request) {
        return request.grantee()
                .map(name -> PartnerBook.active(session, name).map(partner -> {
                    if (partner.isEmpty()) {
                        throw notActive(name);
                    }
                    return partner;
                }))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /// What is wrong with a request is told before who it names is looked for.
    private GrantRequest sound(GrantRequest request) {
        request.grantee();
        request.permitted();
        request.constraints(clock.instant());
        return request;
    }

    private <T> Uni<T> perform(Act act, Function<Mutiny.Session, Uni<T>> work) {
        return audit.perform(act, work).invoke(courier::wake);
    }

    private static ProblemException notActive(String partner) {
        return ProblemType.NOT_FOUND.because("No active partner is called \"" + brief(partner)
                + "\". Only an active partner can be granted something.");
    }

    private static String brief(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private Uni<GrantStatus> issue(
            Mutiny.Session session, String actor, GrantRequest request, Optional<Partner> partner) {
        Optional<OrgId> organisation = partner.map(Partner::organisation);
        Grant grant = new Grant(
                GrantId.random(random),
                site.orgId(),
                site.siteId(),
                new Resource(
                        request.namespace(),
                        request.pathPrefix() == null ? EntryPath.ROOT : request.pathPrefix(),
                        null),
                organisation.<Audience>map(Audience.Organisation::new).orElseGet(Audience.AllPartners::new),
                request.permitted(),
                request.constraints(clock.instant()),
                NO_DELEGATION,
                clock.instant());
        SignedRecord signed = site.sign(Grant.TYPE, grant.encode());
        IssuedGrant row = new IssuedGrant(signed, organisation.orElse(null), actor);
        return session.persist(row)
                .chain(() -> endings.begin(session, row))
                .chain(() -> tell(session, row))
                .chain(() -> send(session, row, signed))
                .replaceWith(() -> GrantStatus.from(
                        row,
                        partner.map(one -> Map.of(one.organisation(), one.name()))
                                .orElseGet(Map::of)));
    }

    Uni<GrantStatus> revoke(String actor, GrantId id) {
        return perform(
                new Act(actor, "grant.revoke", id.toString()),
                session -> GrantLedger.lock(session, id)
                        .map(row ->
                                row.orElseThrow(() -> ProblemType.NOT_FOUND.because("No grant has the id " + id + ".")))
                        .call(row -> row.revoked() ? Uni.createFrom().voidItem() : end(session, row, actor))
                        .chain(row -> PartnerBook.names(session).map(names -> GrantStatus.from(row, names))));
    }

    private Uni<Void> end(Mutiny.Session session, IssuedGrant row, String actor) {
        return endings.end(session, row, actor, clock.instant())
                .call(() -> tell(session, row))
                .chain(revocation -> send(session, row, revocation));
    }

    private Uni<Void> send(Mutiny.Session session, IssuedGrant row, SignedRecord notice) {
        return row.organisation()
                .map(organisation -> PartnerBook.sites(session, organisation))
                .orElseGet(() -> PartnerBook.sites(session))
                .chain(sites -> Letters.post(
                        session,
                        sites.stream()
                                .map(to -> Letters.ofGrant(
                                        row.grantId(), notice.encoded(), to.siteId(), to.descriptor(), clock.instant()))
                                .toList()));
    }

    private Uni<Void> tell(Mutiny.Session session, IssuedGrant row) {
        return TrustRevision.next(session)
                .chain(revision -> outbox.publish(
                        session,
                        EventTypes.GRANT_CHANGED,
                        new GrantChanged(row.grantId(), row.namespace(), row.revoked(), revision)));
    }
}
