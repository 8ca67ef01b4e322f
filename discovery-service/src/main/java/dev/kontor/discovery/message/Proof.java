package dev.kontor.discovery.message;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.VerifyKey;

/// What shows that the owner of a key gave this very reply: since the reply repeats the random transaction id and the
/// asker's address, nobody can use another's. On the wire it is a [Signature]; a simulation may use a cheaper one that
/// is just as hard to forge for those who play in it.
public interface Proof {
    boolean holds(VerifyKey key);

    /// The bytes that go on the wire.
    Bytes signature();

    /// An Ed25519 signature over the whole reply.
    record Signature(Bytes covered, Bytes signature) implements Proof {
        @Override
        public boolean holds(VerifyKey key) {
            return key.verify(covered.toArray(), signature.toArray());
        }
    }
}
