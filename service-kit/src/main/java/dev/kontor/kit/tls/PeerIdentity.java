package dev.kontor.kit.tls;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;

/// Who is at the other end of a finished handshake.
///
/// @param siteId from the certificate's subject alternative name `kontor://<siteId>/<service>`
/// @param caKeyHash SHA-256 of the SubjectPublicKeyInfo of the authority that it showed
/// @param service the peer's service: `gateway-service`
/// @param group the key exchange of this connection: `X25519MLKEM768`, `x25519`, …
public record PeerIdentity(SiteId siteId, Bytes caKeyHash, String service, String group) {
    PeerIdentity with(String negotiatedGroup) {
        return new PeerIdentity(siteId, caKeyHash, service, negotiatedGroup);
    }
}
