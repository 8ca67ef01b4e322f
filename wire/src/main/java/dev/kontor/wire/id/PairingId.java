package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import java.security.SecureRandom;

/// One handshake between two organisations: 16 random bytes. Hex as text.
public record PairingId(Bytes bytes) implements Comparable<PairingId> {
    public static final int SIZE = 16;

    public PairingId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a PairingId has 16 bytes, not " + bytes.size());
        }
    }

    public static PairingId random(SecureRandom random) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        return new PairingId(Bytes.of(bytes));
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not hex of 16 bytes
    public static PairingId parse(String text) {
        Bytes bytes = Bytes.fromHex(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a PairingId has 16 bytes, not " + bytes.size());
        }
        return new PairingId(bytes);
    }

    public static PairingId read(CborReader reader) {
        return new PairingId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(PairingId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
