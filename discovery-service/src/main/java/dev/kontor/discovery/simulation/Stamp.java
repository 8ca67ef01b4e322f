package dev.kontor.discovery.simulation;

import dev.kontor.discovery.message.Proof;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.VerifyKey;

/// A proof that costs nothing: the simulation stamps a reply with the key of the node that really sends it. It
/// takes for granted that nobody can forge Ed25519, and that is all.
record Stamp(VerifyKey signer) implements Proof {
    private static final Bytes BLANK = Bytes.of(new byte[64]);

    @Override
    public boolean holds(VerifyKey key) {
        return signer.equals(key);
    }

    @Override
    public Bytes signature() {
        return BLANK;
    }
}
