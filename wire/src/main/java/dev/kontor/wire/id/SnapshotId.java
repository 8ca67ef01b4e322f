package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;

/// A snapshot: SHA-256 of its signed manifest. Hex as text.
public record SnapshotId(Bytes bytes) implements Comparable<SnapshotId> {
    public static final int SIZE = 32;

    public SnapshotId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a SnapshotId has 32 bytes, not " + bytes.size());
        }
    }

    /// The id that a signed manifest gives.
    ///
    /// @throws MalformedException when the record is of another type
    public static SnapshotId of(SignedRecord manifest) {
        if (manifest.type() != RecordType.MANIFEST) {
            throw new MalformedException(0, "not a manifest but " + manifest.type());
        }
        return new SnapshotId(manifest.digest());
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not hex of 32 bytes
    public static SnapshotId parse(String text) {
        Bytes bytes = Bytes.fromHex(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "a SnapshotId has 32 bytes, not " + bytes.size());
        }
        return new SnapshotId(bytes);
    }

    public static SnapshotId read(CborReader reader) {
        return new SnapshotId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(SnapshotId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
