package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;

/// The id of a piece: the head of the [MerkleTree] over its ciphertext in leaves of 16 KiB. Hex as text.
///
/// A piece of at most 16 KiB has the id SHA-256(0x00 || ciphertext).
public record PieceId(Bytes bytes) implements Comparable<PieceId> {
    public static final int SIZE = Sha256.SIZE;

    public PieceId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a piece id has 32 bytes, not " + bytes.size());
        }
    }

    /// The id of this ciphertext. For many pieces keep a [PieceHasher] instead.
    public static PieceId of(byte[] ciphertext) {
        return of(ByteBuffer.wrap(ciphertext));
    }

    public static PieceId of(Bytes ciphertext) {
        return of(ciphertext.toBuffer());
    }

    /// The id of what remains in the buffer, whose position moves to its limit.
    public static PieceId of(ByteBuffer ciphertext) {
        return new PieceHasher().update(ciphertext).finish();
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not hex of 32 bytes
    public static PieceId parse(String text) {
        Bytes bytes = Bytes.fromHex(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a piece id has 32 bytes, not " + bytes.size());
        }
        return new PieceId(bytes);
    }

    public static PieceId read(CborReader reader) {
        return new PieceId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(PieceId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
