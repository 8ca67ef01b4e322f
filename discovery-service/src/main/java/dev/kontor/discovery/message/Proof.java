package dev.kontor.discovery.message;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.VerifyKey;

/// A signature by the replying node over its whole reply. Since the reply repeats the random transaction id and the
/// asker's address, it proves that the owner of the key answered this very request.
public record Proof(Bytes covered, Bytes signature) {
    public boolean holds(VerifyKey key) {
        return key.verify(covered.toArray(), signature.toArray());
    }
}
