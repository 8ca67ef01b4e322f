package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that makes this site the site that it is. In the key store a deterministic CBOR map:
///
/// | key | value | key | value |
/// |---|---|---|---|
/// | 1 | version, 2 | 5 | the successor's `[…]` as 4, or nothing in it |
/// | 2 | root key's seed, or nothing | 6 | HPKE private keys of before |
/// | 3 | next root key's seed, or nothing | 7 | organisation log |
/// | 4 | `[site key's seed, HPKE private key, CA key, CA certificate]` | 8 | endorsement |
///
/// Version 1, which older key stores have, is read and written anew as version 2 with the next change.
///
/// @param root signs the organisation's log; null where that needs keys that are kept elsewhere
/// @param nextRoot committed to in the log, so that a thief of `root` cannot rotate; null once it is on paper only
/// @param successor keys that are to take the place of `own`, once the log says so
/// @param retired what partners sealed to us before our keys were replaced is still opened
public record SiteKeys(
        @Nullable SigningKey root,
        @Nullable SigningKey nextRoot,
        SiteSecrets own,
        @Nullable SiteSecrets successor,
        List<HpkeKeyPair> retired,
        OrgLog log,
        SignedRecord endorsement) {
    /// How many HPKE keys of before are kept.
    public static final int MAX_RETIRED = 16;

    private static final int VERSION = 2;
    private static final int SEED_BYTES = 32;

    public SiteKeys {
        retired = List.copyOf(retired);
    }

    /// The keys of a site that was just founded.
    public SiteKeys(SigningKey root, SigningKey nextRoot, SiteSecrets own, OrgLog log, SignedRecord endorsement) {
        this(root, nextRoot, own, null, List.of(), log, endorsement);
    }

    Bytes encode() {
        CborWriter out = new CborWriter()
                .map(8)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(seed(root))
                .key(3)
                .bytes(seed(nextRoot));
        own.write(out.key(4));
        if (successor == null) {
            out.key(5).array(0);
        } else {
            successor.write(out.key(5));
        }
        return out.key(6)
                .bytesArray(retired.stream().map(HpkeKeyPair::privateKey).toList())
                .key(7)
                .bytes(log.encode())
                .key(8)
                .bytes(endorsement.encoded())
                .toBytes();
    }

    static SiteKeys decode(Bytes encoded) {
        CborReader in = new CborReader(encoded);
        int fields = in.readMap(9);
        long version = in.key(1).readUint(VERSION);
        SiteKeys keys = version == 1 && fields == 9 ? readFirst(in) : read(in, fields);
        in.expectEnd();
        return keys;
    }

    private static SiteKeys read(CborReader in, int fields) {
        if (fields != 8) {
            throw in.malformed("a key store with " + fields + " fields");
        }
        SigningKey root = readSeed(in.key(2));
        SigningKey nextRoot = readSeed(in.key(3));
        SiteSecrets own = SiteSecrets.read(in.key(4));
        SiteSecrets successor = in.key(5).readArray(4) == 0 ? null : SiteSecrets.readFields(in);
        List<HpkeKeyPair> retired =
                in.key(6).readList(MAX_RETIRED, item -> HpkeKeyPair.fromPrivateKey(item.readBytesExactly(SEED_BYTES)));
        OrgLog log = OrgLog.decode(in.key(7).readBytes(SealedFile.MAX_BYTES));
        SignedRecord endorsement = SignedRecord.parse(in.key(8).readBytes(SignedRecord.MAX_SIZE));
        return new SiteKeys(root, nextRoot, own, successor, retired, log, endorsement);
    }

    private static SiteKeys readFirst(CborReader in) {
        SigningKey root = readSeed(in.key(2));
        SigningKey nextRoot = readSeed(in.key(3));
        SiteSecrets own = new SiteSecrets(
                SigningKey.fromSeed(in.key(4).readBytesExactly(SEED_BYTES)),
                HpkeKeyPair.fromPrivateKey(in.key(5).readBytesExactly(SEED_BYTES)),
                in.key(6).readBytes(SealedFile.MAX_BYTES),
                in.key(7).readBytes(SealedFile.MAX_BYTES));
        OrgLog log = OrgLog.decode(in.key(8).readBytes(SealedFile.MAX_BYTES));
        SignedRecord endorsement = SignedRecord.parse(in.key(9).readBytes(SignedRecord.MAX_SIZE));
        return new SiteKeys(root, nextRoot, own, null, List.of(), log, endorsement);
    }

    private static Bytes seed(@Nullable SigningKey key) {
        return key == null ? Bytes.EMPTY : key.seed();
    }

    private static @Nullable SigningKey readSeed(CborReader in) {
        Bytes seed = in.readBytes(SEED_BYTES);
        return seed.empty() ? null : SigningKey.fromSeed(seed);
    }

    /// Names no secret.
    @Override
    public String toString() {
        return "SiteKeys[" + own.site().verifyKey().kid() + "]";
    }
}
