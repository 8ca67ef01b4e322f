package dev.kontor.gateway.hello;

import java.util.List;
import java.util.Optional;

/// What the edge needs to know of a TLS ClientHello (RFC 8446 §4.1.2).
///
/// @param serverName the one host name of the server_name extension, in lower case, when there is one
/// @param protocols the application protocols that the client offers (ALPN), in its order
/// @param tls13 whether the client offers TLS 1.3
public record ClientHello(Optional<String> serverName, List<String> protocols, boolean tls13) {
    public ClientHello {
        protocols = List.copyOf(protocols);
    }
}
