package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;

/// An X25519 public key that others seal to.
public record HpkePublicKey(Bytes bytes) {
    public static final int SIZE = 32;

    /// Bytes in a key's short name.
    public static final int KEY_ID_SIZE = 8;

    public HpkePublicKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("an X25519 public key has 32 bytes, not " + bytes.size());
        }
    }

    /// The first 8 bytes of the key's SHA-256: tells the owner which of its keys to open with.
    public Bytes keyId() {
        return Sha256.digest(bytes).slice(0, KEY_ID_SIZE);
    }
}
