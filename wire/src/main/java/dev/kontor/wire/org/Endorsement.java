package dev.kontor.wire.org;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A root key's short statement that a site belongs to the organisation; small enough to travel in a descriptor.
///
/// `{1: version 1, 2: orgId, 3: site key, 4: issued at, 5: place in the log where the site was added}`
public record Endorsement(OrgId orgId, VerifyKey siteKey, Instant issuedAt, long logSeq) {
    public static final RecordType TYPE = RecordType.ENDORSEMENT;
    public static final int VERSION = 1;

    public Endorsement {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        if (logSeq < 0) {
            throw new IllegalArgumentException("no place in a log: " + logSeq);
        }
    }

    /// Reads the payload of an endorsement.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one in its only encoding
    public static Endorsement decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(5);
            reader.key(1).readVersion(VERSION);
            return new Endorsement(
                    OrgId.read(reader.key(2)),
                    VerifyKey.read(reader.key(3)),
                    reader.key(4).readInstant(),
                    reader.key(5).readUint());
        });
    }

    public Bytes encode() {
        return new CborWriter()
                .map(5)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(orgId.bytes())
                .key(3)
                .bytes(siteKey.raw())
                .key(4)
                .instant(issuedAt)
                .key(5)
                .uint(logSeq)
                .toBytes();
    }

    public SignedRecord sign(SigningKey rootKey) {
        return SignedRecord.sign(TYPE, encode(), rootKey);
    }
}
