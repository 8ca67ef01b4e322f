package dev.kontor.wire.descriptor;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Verdict.Reason;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;

/// A site's signed, expiring statement that it has what goes by a storage key and gives it to who may have it. Whether
/// that is true shows when it is asked; what it gives is verified by itself.
///
/// `{1: version 1, 2: site key, 3: storage key, 4: sequence, 5: issued at, 6: expires at}`
///
/// @param storageKey 32 bytes that say nothing to who does not know them already
public record Provider(VerifyKey siteKey, Bytes storageKey, Validity validity) {
    public static final RecordType TYPE = RecordType.PROVIDER;
    public static final int VERSION = 1;

    public Provider {
        if (storageKey.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a storage key has 32 bytes, not " + storageKey.size());
        }
    }

    /// Reads the payload and believes nothing of it.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Provider decode(Bytes payload) {
        return CborReader.decode(payload, Provider::read);
    }

    /// Checks signature and validity.
    public static Verdict<Provider> verify(SignedRecord record, Instant now) {
        try {
            Provider provider = decode(record.payload());
            return DescriptorCheck.<Provider>validity(provider.validity, now)
                    .orElseGet(() -> record.verify(provider.siteKey, TYPE)
                            ? new Verdict.Verified<>(provider, record)
                            : new Verdict.Refused<>(Reason.BAD_SIGNATURE, "not signed by the site key that it names"));
        } catch (MalformedException malformed) {
            return new Verdict.Refused<>(Reason.MALFORMED, malformed.reason());
        }
    }

    public Bytes encode() {
        return new CborWriter()
                .map(6)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(siteKey.raw())
                .key(3)
                .bytes(storageKey)
                .key(4)
                .uint(validity.sequence())
                .key(5)
                .instant(validity.issuedAt())
                .key(6)
                .instant(validity.expiresAt())
                .toBytes();
    }

    /// Signs with the site's key.
    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }

    public SiteId siteId() {
        return SiteId.of(siteKey);
    }

    private static Provider read(CborReader reader) {
        reader.expectMap(6);
        reader.key(1).readVersion(VERSION);
        return new Provider(
                VerifyKey.read(reader.key(2)),
                reader.key(3).readBytesExactly(Sha256.SIZE),
                new Validity(
                        reader.key(4).readUint(),
                        reader.key(5).readInstant(),
                        reader.key(6).readInstant()));
    }
}
