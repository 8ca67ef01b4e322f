package dev.kontor.kit.peer;

import dev.kontor.wire.bytes.Bytes;

/// What another site's edge answered. Nothing in it is to be believed before it is checked.
public record PeerReply(int status, Bytes body) {
    public boolean good() {
        return status >= 200 && status < 300;
    }
}
