package dev.kontor.wire.log;

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

/// A site's signed head of its log. Whoever holds one can find out later whether the log has only grown since.
///
/// `{1: version 1, 2: siteId, 3: number of leaves, 4: head of the tree, 5: at}`
public record Checkpoint(SiteId origin, long size, Bytes root, Instant at) {
    public static final RecordType TYPE = RecordType.CHECKPOINT;
    public static final int VERSION = 1;

    /// Most bytes of the whole signed record.
    public static final int MAX_RECORD = 512;

    public Checkpoint {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        if (size < 0 || root.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("no head of " + root.size() + " bytes of a log of " + size);
        }
    }

    /// Reads the payload of a checkpoint.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Checkpoint decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(5);
            reader.key(1).readVersion(VERSION);
            return new Checkpoint(
                    SiteId.read(reader.key(2)),
                    reader.key(3).readUint(),
                    reader.key(4).readBytesExactly(Sha256.SIZE),
                    reader.key(5).readInstant());
        });
    }

    /// Reads a checkpoint that its site signed.
    ///
    /// @throws MalformedException when the key is not the site's, or did not sign this
    public static Checkpoint verified(SignedRecord record, VerifyKey site) {
        Checkpoint checkpoint = decode(record.verifiedPayload(site, TYPE));
        if (!checkpoint.origin.equals(SiteId.of(site))) {
            throw new MalformedException(0, "a checkpoint of another site than the one that signed it");
        }
        return checkpoint;
    }

    public Bytes encode() {
        return new CborWriter()
                .map(5)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(origin.bytes())
                .key(3)
                .uint(size)
                .key(4)
                .bytes(root)
                .key(5)
                .instant(at)
                .toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }
}
