package dev.kontor.wire.receipt;

import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The receiver's statement of what it got, verified and keeps on disk. Its id is the digest of the signed record.
///
/// | key | field | key | field | key | field |
/// |---|---|---|---|---|---|
/// | 1 | version 1 | 6 | sender siteId | 11 | plaintext bytes |
/// | 2 | transferId | 7 | receiver orgId | 12 | pieces |
/// | 3 | snapshotId | 8 | receiver siteId | 13 | completed at |
/// | 4 | content root | 9 | namespace | | |
/// | 5 | sender orgId | 10 | grantId | 14 | checkpoint of the receiver's log, or absent |
///
/// @param contentRoot as the snapshot's manifest states it
/// @param checkpoint the receiver's newest signed checkpoint when it signed this: the sender holds it from then on
public record Receipt(
        TransferId transferId,
        SnapshotId snapshotId,
        Bytes contentRoot,
        Party sender,
        Party receiver,
        NamespaceName namespace,
        GrantId grantId,
        long bytes,
        int pieces,
        Instant completedAt,
        @Nullable SignedRecord checkpoint) {
    public static final RecordType TYPE = RecordType.RECEIPT;
    public static final int VERSION = 1;

    /// One side of a transfer.
    public record Party(OrgId orgId, SiteId siteId) {}

    public Receipt {
        completedAt = completedAt.truncatedTo(ChronoUnit.SECONDS);
        if (contentRoot.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a content root has 32 bytes, not " + contentRoot.size());
        }
        if (bytes < 0 || pieces < 0) {
            throw new IllegalArgumentException("a negative count");
        }
    }

    /// A receipt without a checkpoint.
    public Receipt(
            TransferId transferId,
            SnapshotId snapshotId,
            Bytes contentRoot,
            Party sender,
            Party receiver,
            NamespaceName namespace,
            GrantId grantId,
            long bytes,
            int pieces,
            Instant completedAt) {
        this(
                transferId,
                snapshotId,
                contentRoot,
                sender,
                receiver,
                namespace,
                grantId,
                bytes,
                pieces,
                completedAt,
                null);
    }

    /// The same with the receiver's checkpoint.
    public Receipt with(SignedRecord newest) {
        return new Receipt(
                transferId,
                snapshotId,
                contentRoot,
                sender,
                receiver,
                namespace,
                grantId,
                bytes,
                pieces,
                completedAt,
                newest);
    }

    /// Reads the payload of a receipt.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Receipt decode(Bytes payload) {
        return CborReader.decode(payload, Receipt::read);
    }

    /// Reads a receipt that the receiver's site signed.
    ///
    /// @throws MalformedException when the key is not the receiver's, or did not sign this
    public static Receipt verified(SignedRecord record, VerifyKey receiver) {
        Receipt receipt = decode(record.verifiedPayload(receiver, TYPE));
        if (!receipt.receiver.siteId.equals(SiteId.of(receiver))) {
            throw new MalformedException(0, "signed by another site than the receiver that it names");
        }
        if (receipt.checkpoint != null) {
            Checkpoint.verified(receipt.checkpoint, receiver);
        }
        return receipt;
    }

    /// The id of a signed receipt.
    public static Bytes id(SignedRecord receipt) {
        return receipt.digest();
    }

    public Bytes encode() {
        return new CborWriter()
                .map(checkpoint == null ? 13 : 14)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(transferId.bytes())
                .key(3)
                .bytes(snapshotId.bytes())
                .key(4)
                .bytes(contentRoot)
                .key(5)
                .bytes(sender.orgId.bytes())
                .key(6)
                .bytes(sender.siteId.bytes())
                .key(7)
                .bytes(receiver.orgId.bytes())
                .key(8)
                .bytes(receiver.siteId.bytes())
                .raw(encodeAccount())
                .toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }

    private Bytes encodeAccount() {
        CborWriter account = new CborWriter()
                .key(9)
                .text(namespace.text())
                .key(10)
                .bytes(grantId.bytes())
                .key(11)
                .uint(bytes)
                .key(12)
                .uint(pieces)
                .key(13)
                .instant(completedAt);
        return checkpoint == null
                ? account.toBytes()
                : account.key(14).bytes(checkpoint.encoded()).toBytes();
    }

    private static Receipt read(CborReader reader) {
        int fields = reader.readMap(14);
        reader.key(1).readVersion(VERSION);
        Receipt receipt = new Receipt(
                TransferId.read(reader.key(2)),
                SnapshotId.read(reader.key(3)),
                reader.key(4).readBytesExactly(Sha256.SIZE),
                new Party(OrgId.read(reader.key(5)), SiteId.read(reader.key(6))),
                new Party(OrgId.read(reader.key(7)), SiteId.read(reader.key(8))),
                NamespaceName.parse(reader.key(9).readText(NamespaceName.MAX_LENGTH)),
                GrantId.read(reader.key(10)),
                reader.key(11).readUint(),
                (int) reader.key(12).readUint(Integer.MAX_VALUE),
                reader.key(13).readInstant());
        return switch (fields) {
            case 13 -> receipt;
            case 14 -> receipt.with(SignedRecord.parse(reader.key(14).readBytes(Checkpoint.MAX_RECORD)));
            default -> throw reader.malformed("a receipt has 13 or 14 fields, not " + fields);
        };
    }
}
