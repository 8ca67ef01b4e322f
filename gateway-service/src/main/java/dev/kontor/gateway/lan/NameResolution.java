package dev.kontor.gateway.lan;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.OrgId;
import java.util.Optional;

/// Whom a name means: ourselves, a partner by petname or by orgId, or nobody.
sealed interface NameResolution {
    record Own(OrgId orgId) implements NameResolution {}

    record Active(PartnerView partner) implements NameResolution {}

    /// A partner that has not come through the handshake, or is one no more.
    record Inactive(PartnerView partner) implements NameResolution {}

    record Unknown() implements NameResolution {}

    /// Our own name comes first, so that no petname can take it over.
    static NameResolution of(SiteName name, TrustView view) {
        Optional<OrgId> orgId = orgId(name);
        if (name.text().equals(view.self().name())
                || orgId.equals(Optional.of(view.self().orgId()))) {
            return new Own(view.self().orgId());
        }
        Optional<PartnerView> partner = view.partner(name.text()).or(() -> orgId.flatMap(view::partner));
        return partner.<NameResolution>map(found -> found.active() ? new Active(found) : new Inactive(found))
                .orElseGet(Unknown::new);
    }

    private static Optional<OrgId> orgId(SiteName name) {
        try {
            return Optional.of(OrgId.parse(name.text()));
        } catch (MalformedException petname) {
            return Optional.empty();
        }
    }
}
