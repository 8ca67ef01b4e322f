package dev.kontor.wire.event;

import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import java.util.List;
import java.util.Optional;

/// Whom we trust and what we grant, at one version; identity-service makes it, gateway and transfer-service decide by
/// it.
///
/// @param version grows with every change
public record TrustView(long version, Self self, List<PartnerView> partners, List<GrantView> grants) {
    public TrustView {
        partners = List.copyOf(partners);
        grants = List.copyOf(grants);
    }

    public Optional<PartnerView> partner(OrgId orgId) {
        return partners.stream()
                .filter(partner -> partner.orgId().equals(orgId))
                .findFirst();
    }

    public Optional<PartnerView> partner(String petname) {
        return partners.stream()
                .filter(partner -> partner.petname().equals(petname))
                .findFirst();
    }

    /// The partner, in whatever state, that has this site.
    public Optional<PartnerView> partnerOf(SiteId siteId) {
        return partners.stream()
                .filter(partner -> partner.site(siteId).isPresent())
                .findFirst();
    }
}
