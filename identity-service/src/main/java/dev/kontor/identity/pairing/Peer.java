package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;

/// The other side of a pairing, as proved by its own signed records.
///
/// @param siteKey the raw Ed25519 key whose hash is the siteId
/// @param caKeyHash the pin of the site's certificate authority
/// @param introduction what it showed of itself; the log is empty until it has answered us
public record Peer(OrgId organisation, SiteId site, Bytes siteKey, Bytes caKeyHash, Introduction introduction) {
    /// Whether these are two introductions of one and the same site.
    public boolean sameAs(Peer other) {
        return organisation.equals(other.organisation) && site.equals(other.site) && caKeyHash.equals(other.caKeyHash);
    }
}
