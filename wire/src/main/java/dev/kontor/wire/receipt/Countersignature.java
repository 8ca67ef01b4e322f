package dev.kontor.wire.receipt;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The sender's statement that a receipt agrees with what it sent.
///
/// `{1: version 1, 2: digest of the signed receipt, 3: sender siteId, 4: at}`
public record Countersignature(Bytes receiptDigest, SiteId sender, Instant at) {
    public static final RecordType TYPE = RecordType.COUNTERSIGNATURE;
    public static final int VERSION = 1;

    public Countersignature {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        if (receiptDigest.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + receiptDigest.size());
        }
    }

    /// Reads the payload of a countersignature.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Countersignature decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(4);
            reader.key(1).readVersion(VERSION);
            return new Countersignature(
                    reader.key(2).readBytesExactly(Sha256.SIZE),
                    SiteId.read(reader.key(3)),
                    reader.key(4).readInstant());
        });
    }

    /// Reads a countersignature of this receipt by the sender's site.
    ///
    /// @throws MalformedException when it is for another receipt, or not signed by the sender that it names
    public static Countersignature verified(SignedRecord record, SignedRecord receipt, VerifyKey sender) {
        Countersignature signed = decode(record.verifiedPayload(sender, TYPE));
        if (!signed.sender.equals(SiteId.of(sender)) || !signed.receiptDigest.equals(receipt.digest())) {
            throw new MalformedException(0, "for another receipt or by another sender");
        }
        return signed;
    }

    public Bytes encode() {
        return new CborWriter()
                .map(4)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(receiptDigest)
                .key(3)
                .bytes(sender.bytes())
                .key(4)
                .instant(at)
                .toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }
}
