package dev.kontor.identity.trust;

import dev.kontor.identity.grant.GrantLedger;
import dev.kontor.identity.grant.IssuedGrant;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.revision.TrustRevision;
import dev.kontor.identity.site.OurSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.Self;
import dev.kontor.wire.event.TrustView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The whole of whom we trust with what, at one revision. Revoked and expired grants are left out, so that a reader
/// cannot forget to.
@Path("/internal/trust")
@RolesAllowed({"gateway-service", "transfer-service", "discovery-service"})
public class TrustResource {
    private final Mutiny.SessionFactory sessions;
    private final OurSite site;
    private final Clock clock;

    TrustResource(Mutiny.SessionFactory sessions, OurSite site, Clock clock) {
        this.sessions = sessions;
        this.site = site;
        this.clock = clock;
    }

    /// The revision is read first: what is committed while the rest is read shows early rather than never.
    @GET
    public Uni<TrustView> trust() {
        return sessions.withSession(session -> TrustRevision.current(session)
                .chain(revision -> PartnerBook.views(session)
                        .chain(partners -> GrantLedger.live(session, clock.instant())
                                .map(grants -> view(revision, partners, grants)))));
    }

    private TrustView view(long revision, List<PartnerView> partners, List<IssuedGrant> grants) {
        return new TrustView(
                revision,
                new Self(site.orgId(), site.siteId(), site.authority().keyHash(), site.name()),
                partners,
                grants.stream().map(IssuedGrant::view).toList());
    }
}
