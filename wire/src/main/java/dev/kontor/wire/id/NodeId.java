package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.sign.VerifyKey;

/// A node of the DHT: SHA-256 of its Ed25519 public key. Base32 as text.
public record NodeId(Bytes bytes) implements Comparable<NodeId> {
    public static final int SIZE = 32;

    public NodeId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a NodeId has 32 bytes, not " + bytes.size());
        }
    }

    public static NodeId of(VerifyKey key) {
        return new NodeId(key.digest());
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not base32 of 32 bytes
    public static NodeId parse(String text) {
        Bytes bytes = Bytes.fromBase32(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a NodeId has 32 bytes, not " + bytes.size());
        }
        return new NodeId(bytes);
    }

    public static NodeId read(CborReader reader) {
        return new NodeId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(NodeId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.base32();
    }
}
