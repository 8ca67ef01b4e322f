package dev.kontor.discovery.book;

import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who our active partners are, as far as that is confirmed.
@ApplicationScoped
class Partners {
    private final TrustProjection projection;

    Partners(TrustProjection projection) {
        this.projection = projection;
    }

    /// A partner's site, with its organisation.
    record Site(PartnerView partner, PartnerSite site) {
        SiteId id() {
            return site.siteId();
        }
    }

    @Nullable
    TrustView trust() {
        return projection.current() instanceof Trust.Fresh(TrustView view, var _) ? view : null;
    }

    static List<Site> sites(TrustView trust) {
        return trust.partners().stream()
                .filter(PartnerView::active)
                .flatMap(partner -> partner.sites().stream().map(site -> new Site(partner, site)))
                .toList();
    }

    static Optional<Site> site(TrustView trust, SiteId id) {
        return sites(trust).stream().filter(site -> site.id().equals(id)).findFirst();
    }
}
