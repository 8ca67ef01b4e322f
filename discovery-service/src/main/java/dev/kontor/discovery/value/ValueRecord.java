package dev.kontor.discovery.value;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One part of a value, signed by the node that put it: COSE_Sign1 with the content type
/// `application/kontor-value+cbor`, see docs/spec/dht.md.
///
/// | key | field |
/// |---|---|
/// | 1 | version, 1 |
/// | 2 | public key of the putting node |
/// | 3 | the client's key |
/// | 4 | sequence: milliseconds since 1970 |
/// | 5, 6 | issued and expires |
/// | 7 | which part this is, from 0 |
/// | 8 | bytes of the whole value |
/// | 9 | SHA-256 of the whole value |
/// | 10 | the bytes of this part |
public record ValueRecord(
        VerifyKey publisher,
        ValueKey key,
        long sequence,
        Instant issuedAt,
        Instant expiresAt,
        int part,
        int size,
        Bytes digest,
        Bytes content) {
    /// Specification: bytes of a value in one part; every part but the last is full.
    public static final int PART = 640;
    /// Specification: what one message of the API can carry.
    public static final int LARGEST = 65_535 - 40;

    private static final int COSE_SIGN1 = 18;
    private static final int EDDSA = -8;
    private static final int MAX_RECORD = 1_000;
    private static final int SIGNATURE = 64;
    private static final int FIELDS = 10;
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(7);
    /// Where the content type stands: behind the tag, the array, the header's string and map, `1: -8`, and its own
    /// head.
    private static final int TYPE_AT = 10;

    private static final String TYPE = "application/kontor-value+cbor";

    /// The signed parts of a value, in order.
    public static List<Bytes> split(ValueKey key, Bytes value, SigningKey signer, Instant now, Duration life) {
        Bytes digest = Sha256.digest(value);
        List<Bytes> parts = new ArrayList<>();
        for (int part = 0; part * PART < value.size(); part++) {
            Bytes content = value.slice(part * PART, Math.min(PART, value.size() - part * PART));
            ValueRecord record = new ValueRecord(
                    signer.verifyKey(),
                    key,
                    now.toEpochMilli(),
                    now,
                    now.plus(life),
                    part,
                    value.size(),
                    digest,
                    content);
            parts.add(sign(record.payload(), signer));
        }
        return parts;
    }

    static Bytes sign(Bytes payload, SigningKey signer) {
        Bytes header = header(signer.verifyKey());
        return new CborWriter()
                .tag(COSE_SIGN1)
                .array(4)
                .bytes(header)
                .map(0)
                .bytes(payload)
                .bytes(signer.sign(toBeSigned(header, payload)))
                .toBytes();
    }

    private static Bytes header(VerifyKey signer) {
        return new CborWriter()
                .map(3)
                .key(1)
                .integer(EDDSA)
                .key(3)
                .text(TYPE)
                .key(4)
                .bytes(signer.kid())
                .toBytes();
    }

    private static Bytes toBeSigned(Bytes header, Bytes payload) {
        return new CborWriter()
                .array(4)
                .text("Signature1")
                .bytes(header)
                .bytes(Bytes.EMPTY)
                .bytes(payload)
                .toBytes();
    }

    Bytes payload() {
        return new CborWriter()
                .map(FIELDS)
                .key(1)
                .uint(1)
                .key(2)
                .bytes(publisher.raw())
                .key(3)
                .bytes(key.bytes())
                .key(4)
                .uint(sequence)
                .key(5)
                .instant(issuedAt)
                .key(6)
                .instant(expiresAt)
                .key(7)
                .uint(part)
                .key(8)
                .uint(size)
                .key(9)
                .bytes(digest)
                .key(10)
                .bytes(content)
                .toBytes();
    }

    /// Whether these bytes look like a value; costs nothing.
    public static boolean isOne(Bytes signed) {
        byte[] head = Bytes.utf8(TYPE).toArray();
        byte[] bytes = signed.toArray();
        int from = TYPE_AT;
        if (bytes.length < from + head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if (bytes[from + i] != head[i]) {
                return false;
            }
        }
        return true;
    }

    /// Reads a part and checks its signature, its times and its sizes.
    ///
    /// @throws MalformedException when anything of it does not hold
    public static ValueRecord verify(Bytes signed, Instant now) {
        if (signed.size() > MAX_RECORD) {
            throw new MalformedException(MAX_RECORD, "a record has at most 1000 bytes");
        }
        CborReader in = new CborReader(signed);
        in.readTag(COSE_SIGN1);
        in.expectArray(4);
        Bytes header = in.readBytes(MAX_RECORD);
        in.expectMap(0);
        Bytes payload = in.readBytes(MAX_RECORD);
        Bytes signature = in.readBytesExactly(SIGNATURE);
        in.expectEnd();
        ValueRecord record = CborReader.decode(payload, ValueRecord::read);
        boolean signedByPublisher = header.equals(header(record.publisher))
                && record.publisher.verify(toBeSigned(header, payload), signature);
        if (!signedByPublisher) {
            throw in.malformed("not signed by its publisher");
        }
        if (!record.isInForce(now)) {
            throw in.malformed("not in force");
        }
        return record;
    }

    private static ValueRecord read(CborReader in) {
        in.expectMap(FIELDS);
        in.key(1).readVersion(1);
        ValueRecord record = new ValueRecord(
                VerifyKey.read(in.key(2)),
                new ValueKey(in.key(3).readBytesExactly(ValueKey.SIZE)),
                in.key(4).readUint(),
                in.key(5).readInstant(),
                in.key(6).readInstant(),
                (int) in.key(7).readUint(LARGEST / PART),
                (int) in.key(8).readUint(LARGEST),
                in.key(9).readBytesExactly(Sha256.SIZE),
                in.key(10).readBytes(PART));
        int expected = Math.min(PART, record.size - record.part * PART);
        if (expected < 1 || record.content.size() != expected) {
            throw in.malformed("a part of another size than the value's");
        }
        return record;
    }

    private boolean isInForce(Instant now) {
        return expiresAt.isAfter(now)
                && !issuedAt.isAfter(now.plus(SKEW))
                && !expiresAt.isAfter(issuedAt.plus(LONGEST));
    }

    /// How many parts the value has.
    public int parts() {
        return Math.ceilDiv(size, PART);
    }

    public NodeId node() {
        return NodeId.of(publisher);
    }
}
