package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;

/// Everything that makes this site the site that it is. In the key store a deterministic CBOR map:
///
/// | key | value | key | value |
/// |---|---|---|---|
/// | 1 | version, 1 | 6 | CA key, PKCS#8 |
/// | 2 | root key's seed | 7 | CA certificate, DER |
/// | 3 | next root key's seed | 8 | organisation log |
/// | 4 | site key's seed | 9 | endorsement |
/// | 5 | HPKE private key | | |
///
/// @param root signs the organisation's log
/// @param nextRoot committed to in the log, so that a thief of `root` cannot rotate
/// @param site signs everything else
public record SiteKeys(
        SigningKey root,
        SigningKey nextRoot,
        SigningKey site,
        HpkeKeyPair hpke,
        Bytes caKey,
        Bytes caCertificate,
        OrgLog log,
        SignedRecord endorsement) {
    private static final int VERSION = 1;
    private static final int SEED_BYTES = 32;
    private static final int MAX_CERTIFICATE_BYTES = 4096;

    Bytes encode() {
        return new CborWriter()
                .map(9)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(root.seed())
                .key(3)
                .bytes(nextRoot.seed())
                .key(4)
                .bytes(site.seed())
                .key(5)
                .bytes(hpke.privateKey())
                .key(6)
                .bytes(caKey)
                .key(7)
                .bytes(caCertificate)
                .key(8)
                .bytes(log.encode())
                .key(9)
                .bytes(endorsement.encoded())
                .toBytes();
    }

    static SiteKeys decode(Bytes encoded) {
        CborReader in = new CborReader(encoded);
        in.expectMap(9);
        in.key(1).readVersion(VERSION);
        SiteKeys keys = new SiteKeys(
                SigningKey.fromSeed(in.key(2).readBytesExactly(SEED_BYTES)),
                SigningKey.fromSeed(in.key(3).readBytesExactly(SEED_BYTES)),
                SigningKey.fromSeed(in.key(4).readBytesExactly(SEED_BYTES)),
                HpkeKeyPair.fromPrivateKey(in.key(5).readBytesExactly(SEED_BYTES)),
                in.key(6).readBytes(MAX_CERTIFICATE_BYTES),
                in.key(7).readBytes(MAX_CERTIFICATE_BYTES),
                OrgLog.decode(in.key(8).readBytes(SealedFile.MAX_BYTES)),
                SignedRecord.parse(in.key(9).readBytes(SignedRecord.MAX_SIZE)));
        in.expectEnd();
        return keys;
    }

    /// Names no secret.
    @Override
    public String toString() {
        return "SiteKeys[" + site.verifyKey().kid() + "]";
    }
}
