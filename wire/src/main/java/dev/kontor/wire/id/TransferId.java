package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import java.security.SecureRandom;

/// One transfer: 16 random bytes. Hex as text.
public record TransferId(Bytes bytes) implements Comparable<TransferId> {
    public static final int SIZE = 16;

    public TransferId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a TransferId has 16 bytes, not " + bytes.size());
        }
    }

    public static TransferId random(SecureRandom random) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        return new TransferId(Bytes.of(bytes));
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not hex of 16 bytes
    public static TransferId parse(String text) {
        Bytes bytes = Bytes.fromHex(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a TransferId has 16 bytes, not " + bytes.size());
        }
        return new TransferId(bytes);
    }

    public static TransferId read(CborReader reader) {
        return new TransferId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(TransferId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
