package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.sign.VerifyKey;

/// A site: SHA-256 of its Ed25519 public key, so a site proves its id by signing. Base32 as text, which fits a DNS
/// label.
public record SiteId(Bytes bytes) implements Comparable<SiteId> {
    public static final int SIZE = 32;

    public SiteId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a SiteId has 32 bytes, not " + bytes.size());
        }
    }

    public static SiteId of(VerifyKey key) {
        return new SiteId(key.digest());
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not base32 of 32 bytes
    public static SiteId parse(String text) {
        Bytes bytes = Bytes.fromBase32(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a SiteId has 32 bytes, not " + bytes.size());
        }
        return new SiteId(bytes);
    }

    public static SiteId read(CborReader reader) {
        return new SiteId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(SiteId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.base32();
    }
}
