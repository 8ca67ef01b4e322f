package dev.kontor.wire.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.KeyDerivation;

/// Binds a leaf to words that are not in it: HMAC-SHA256 (RFC 2104) under a random salt over the words as a CBOR array.
/// Whoever has words and salt can show them; once both are erased, nobody can find out what they were.
public record Commitment(Bytes salt, String actor, String subject, String detail) {
    public static final int SALT_SIZE = 32;

    public Commitment {
        if (salt.size() != SALT_SIZE) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.size());
        }
    }

    /// What stands in the leaf.
    public Bytes value() {
        Bytes words =
                new CborWriter().array(3).text(actor).text(subject).text(detail).toBytes();
        return KeyDerivation.hmac(salt, words);
    }
}
