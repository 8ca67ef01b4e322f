/// The other services of this site, over mutual TLS. [Upstreams] opens requests to them with kept-alive
/// connections, [Passage] streams their answers to a caller. It knows no domain noun and may depend on `settings`
/// only.
@NullMarked
package dev.kontor.gateway.upstream;

import org.jspecify.annotations.NullMarked;
