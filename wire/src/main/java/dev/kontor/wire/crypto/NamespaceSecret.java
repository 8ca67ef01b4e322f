package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;

/// The secret of one namespace, from which piece keys are derived so that unchanged content keeps its pieces. It never
/// leaves the organisation.
public record NamespaceSecret(Bytes bytes) {
    public static final int SIZE = 32;

    public NamespaceSecret {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a namespace secret has 32 bytes, not " + bytes.size());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamespaceSecret that && bytes.equalsConstantTime(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /// Tells nothing.
    @Override
    public String toString() {
        return "NamespaceSecret[secret]";
    }
}
