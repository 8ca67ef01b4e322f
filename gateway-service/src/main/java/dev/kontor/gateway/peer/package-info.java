/// A small HTTP/1.1 client towards partners' gateways, over TLS with their pinned authority. [Peers] is the door:
/// it finds a partner's endpoint, keeps connections for a while and streams answers with back-pressure. It may not
/// know what is asked for.
@NullMarked
package dev.kontor.gateway.peer;

import org.jspecify.annotations.NullMarked;
