package dev.kontor.gateway.control;

import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.wire.bytes.Bytes;
import io.vertx.core.MultiMap;
import java.net.InetAddress;

/// One request of another site, whole.
///
/// @param target path and query as sent
/// @param peer who its certificate proves it to be
record ControlRequest(
        String method, String target, MultiMap headers, Bytes body, PeerIdentity peer, InetAddress address) {
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The query with its question mark, or nothing.
    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query);
    }

    boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path().equals(wantedPath);
    }
}
