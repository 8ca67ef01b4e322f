package dev.kontor.wire.org;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;

/// A further root key's signature on an entry of the log. It travels beside the entry, so that the entry's digest, and
/// with it the organisation's id, does not depend on who cosigned.
///
/// `{1: version 1, 2: SHA-256 of the signed entry}`
public record Cosignature(Bytes entry) {
    public static final RecordType TYPE = RecordType.COSIGNATURE;
    public static final int VERSION = 1;

    public Cosignature {
        RootKeys.requireDigest(entry);
    }

    /// Reads the payload of a cosignature.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one in its only encoding
    public static Cosignature decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(2);
            reader.key(1).readVersion(VERSION);
            return new Cosignature(reader.key(2).readBytesExactly(Sha256.SIZE));
        });
    }

    /// A key's signature on a signed entry.
    public static SignedRecord of(SignedRecord entry, SigningKey key) {
        return SignedRecord.sign(TYPE, new Cosignature(entry.digest()).encode(), key);
    }

    public Bytes encode() {
        return new CborWriter().map(2).key(1).uint(VERSION).key(2).bytes(entry).toBytes();
    }
}
