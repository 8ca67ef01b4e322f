package dev.kontor.wire.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import java.util.Set;

/// Who asks, as its connection proved.
///
/// @param partner whether the organisation is an active partner of ours
/// @param communities ids of the communities that it is in
/// @param address where it connects from, 4 or 16 bytes, or empty when that is not known
public record Requester(OrgId orgId, SiteId siteId, boolean partner, Set<Bytes> communities, Bytes address) {
    public Requester {
        communities = Set.copyOf(communities);
    }

    /// An active partner in no community, its address not known.
    public static Requester partner(OrgId orgId, SiteId siteId) {
        return new Requester(orgId, siteId, true, Set.of(), Bytes.EMPTY);
    }
}
