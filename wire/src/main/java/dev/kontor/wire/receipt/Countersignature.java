package dev.kontor.wire.receipt;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The sender's statement that a receipt agrees with what it sent.
///
/// `{1: version 1, 2: digest of the signed receipt, 3: sender siteId, 4: at, 5: checkpoint of the sender's log, or
/// absent}`
///
/// @param checkpoint the sender's newest signed checkpoint when it signed this: the receiver holds it from then on
public record Countersignature(
        Bytes receiptDigest,
        SiteId sender,
        Instant at,
        @Nullable SignedRecord checkpoint) {
    public static final RecordType TYPE = RecordType.COUNTERSIGNATURE;
    public static final int VERSION = 1;

    public Countersignature {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        if (receiptDigest.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + receiptDigest.size());
        }
    }

    /// A countersignature without a checkpoint.
    public Countersignature(Bytes receiptDigest, SiteId sender, Instant at) {
        this(receiptDigest, sender, at, null);
    }

    /// Reads the payload of a countersignature.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Countersignature decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            int fields = reader.readMap(5);
            reader.key(1).readVersion(VERSION);
            Countersignature bare = new Countersignature(
                    reader.key(2).readBytesExactly(Sha256.SIZE),
                    SiteId.read(reader.key(3)),
                    reader.key(4).readInstant());
            return switch (fields) {
                case 4 -> bare;
                case 5 -> bare.with(SignedRecord.parse(reader.key(5).readBytes(Checkpoint.MAX_RECORD)));
                default -> throw reader.malformed("a countersignature has 4 or 5 fields, not " + fields);
            };
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
        if (signed.checkpoint != null) {
            Checkpoint.verified(signed.checkpoint, sender);
        }
        return signed;
    }

    /// The same with the sender's checkpoint.
    public Countersignature with(SignedRecord newest) {
        return new Countersignature(receiptDigest, sender, at, newest);
    }

    public Bytes encode() {
        CborWriter bare = new CborWriter()
                .map(checkpoint == null ? 4 : 5)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(receiptDigest)
                .key(3)
                .bytes(sender.bytes())
                .key(4)
                .instant(at);
        return checkpoint == null
                ? bare.toBytes()
                : bare.key(5).bytes(checkpoint.encoded()).toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }
}
