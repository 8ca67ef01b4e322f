package dev.kontor.wire.id;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;

/// An organisation: SHA-256 of its signed inception record, so its keys may rotate and the id stays. Base32 as text.
public record OrgId(Bytes bytes) implements Comparable<OrgId> {
    public static final int SIZE = 32;

    public OrgId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("an OrgId has 32 bytes, not " + bytes.size());
        }
    }

    /// The id that a signed inception gives.
    ///
    /// @throws MalformedException when the record is of another type
    public static OrgId of(SignedRecord inception) {
        if (inception.type() != RecordType.INCEPTION) {
            throw new MalformedException(0, "not an inception but " + inception.type());
        }
        return new OrgId(inception.digest());
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is not base32 of 32 bytes
    public static OrgId parse(String text) {
        Bytes bytes = Bytes.fromBase32(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(0, "an OrgId has 32 bytes, not " + bytes.size());
        }
        return new OrgId(bytes);
    }

    public static OrgId read(CborReader reader) {
        return new OrgId(reader.readBytesExactly(SIZE));
    }

    @Override
    public int compareTo(OrgId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.base32();
    }
}
