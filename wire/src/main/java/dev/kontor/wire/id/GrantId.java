package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import java.security.SecureRandom;

/// A grant: 16 random bytes. Hex as text.
public record GrantId(Bytes bytes) implements Comparable<GrantId> {
    public static final int SIZE = 16;

    public GrantId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a GrantId has 16 bytes, not " + bytes.size());
        }
    }

    public static GrantId random(SecureRandom random) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        return new GrantId(Bytes.of(bytes));
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not hex of 16 bytes
    public static GrantId parse(String text) {
        Bytes bytes = Bytes.fromHex(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a GrantId has 16 bytes, not " + bytes.size());
        }
        return new GrantId(bytes);
    }

    public static GrantId read(CborReader reader) {
        return new GrantId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(GrantId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
