package dev.kontor.wire.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The issuer's signed end of a grant, for those who hold what it gave or pass it on.
///
/// `{1: version 1, 2: grantId, 3: issuer siteId, 4: revoked at, 5: reason or empty}`
public record Revocation(GrantId grantId, SiteId issuerSite, Instant revokedAt, String reason) {
    public static final RecordType TYPE = RecordType.REVOCATION;
    public static final int VERSION = 1;
    public static final int MAX_REASON = 256;

    public Revocation {
        revokedAt = revokedAt.truncatedTo(ChronoUnit.SECONDS);
        if (Bytes.utf8(reason).size() > MAX_REASON) {
            throw new IllegalArgumentException("a reason has at most 256 bytes");
        }
    }

    /// Reads the payload of a revocation.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Revocation decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(5);
            reader.key(1).readVersion(VERSION);
            return new Revocation(
                    GrantId.read(reader.key(2)),
                    SiteId.read(reader.key(3)),
                    reader.key(4).readInstant(),
                    reader.key(5).readText(MAX_REASON));
        });
    }

    /// Reads a revocation that the issuing site signed.
    ///
    /// @throws MalformedException when the key is not the issuer's, or did not sign this
    public static Revocation verified(SignedRecord record, VerifyKey issuer) {
        Revocation revocation = decode(record.verifiedPayload(issuer, TYPE));
        if (!revocation.issuerSite.equals(SiteId.of(issuer))) {
            throw new MalformedException(0, "signed by another site than the issuer that it names");
        }
        return revocation;
    }

    public Bytes encode() {
        return new CborWriter()
                .map(5)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(grantId.bytes())
                .key(3)
                .bytes(issuerSite.bytes())
                .key(4)
                .instant(revokedAt)
                .key(5)
                .text(reason)
                .toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }
}
