package dev.kontor.wire.event;

import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A partner as the other services need it.
///
/// @param since when it came into this state
public record PartnerView(OrgId orgId, String petname, PartnerState state, List<PartnerSite> sites, Instant since) {
    public PartnerView {
        sites = List.copyOf(sites);
    }

    public boolean active() {
        return state == PartnerState.ACTIVE;
    }

    public Optional<PartnerSite> site(SiteId siteId) {
        return sites.stream().filter(site -> site.siteId().equals(siteId)).findFirst();
    }
}
