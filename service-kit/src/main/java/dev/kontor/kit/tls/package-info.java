/// TLS between sites and roles within one: who is at the other end, and may it be.
/// [dev.kontor.kit.tls.PeerTls] secures Netty channels towards other sites against the certificate authority that the
/// other site's descriptor pins; [dev.kontor.kit.tls.CallerRole] names the callers among a site's own services.
/// Knows site ids and hashes, but no partner, grant or descriptor: pins come from a function of the caller.
@NullMarked
package dev.kontor.kit.tls;

import org.jspecify.annotations.NullMarked;
