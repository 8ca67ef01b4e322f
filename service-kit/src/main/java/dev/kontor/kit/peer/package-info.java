/// Single requests to another site's edge. [PeerHttp][dev.kontor.kit.peer.PeerHttp] makes one, over TLS with the
/// site's pinned authority. It is for what is rare and small; streams and pools are the gateway's and the data port's.
@NullMarked
package dev.kontor.kit.peer;

import org.jspecify.annotations.NullMarked;
