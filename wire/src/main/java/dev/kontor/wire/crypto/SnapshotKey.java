package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;

/// The key of one snapshot: opens its index, which holds the keys of its pieces. Reaches a grantee sealed by HPKE.
public record SnapshotKey(Bytes bytes) {
    public static final int SIZE = 32;

    public SnapshotKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a snapshot key has 32 bytes, not " + bytes.size());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SnapshotKey that && bytes.equalsConstantTime(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /// Tells nothing.
    @Override
    public String toString() {
        return "SnapshotKey[secret]";
    }
}
