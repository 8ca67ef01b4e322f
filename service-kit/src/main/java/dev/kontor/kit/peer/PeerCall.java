package dev.kontor.kit.peer;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;

/// A `POST` to another site's control API.
///
/// @param pin the hash of the authority's key that the site must show
/// @param alpn the door: `kontor-pair` for strangers, `http/1.1` for partners
public record PeerCall(SiteId to, Bytes pin, Endpoint endpoint, String alpn, String path, Content content) {
    /// What is sent.
    public record Content(String mediaType, Bytes body) {}

    String serverName() {
        return to + ".kontor";
    }
}
