package dev.kontor.kit.tls;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import java.util.Optional;

/// Which certificate authority a site must show. Asked in mid-handshake on an event loop: answer from memory.
@FunctionalInterface
public interface PeerPins {
    /// SHA-256 of the authority's SubjectPublicKeyInfo; empty when the site is not known, which refuses it
    Optional<Bytes> pinOf(SiteId site);

    /// Only this one site.
    static PeerPins only(SiteId expected, Bytes pin) {
        return site -> site.equals(expected) ? Optional.of(pin) : Optional.empty();
    }
}
