package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;

/// The AES-256 key of one piece. It encrypts that piece's plaintext and nothing else, ever.
public record PieceKey(Bytes bytes) {
    public static final int SIZE = 32;

    public PieceKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a piece key has 32 bytes, not " + bytes.size());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PieceKey that && bytes.equalsConstantTime(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /// Tells nothing.
    @Override
    public String toString() {
        return "PieceKey[secret]";
    }
}
