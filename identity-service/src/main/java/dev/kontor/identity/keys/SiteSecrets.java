package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.sign.SigningKey;

/// The keys by which a site is the site that it is; they change together when the site is replaced.
///
/// @param site signs what the site says
/// @param caKey of the site's certificate authority, PKCS#8
/// @param caCertificate DER
public record SiteSecrets(SigningKey site, HpkeKeyPair hpke, Bytes caKey, Bytes caCertificate) {
    private static final int SEED_BYTES = 32;
    private static final int MAX_CERTIFICATE_BYTES = 4096;

    void write(CborWriter out) {
        out.array(4).bytes(site.seed()).bytes(hpke.privateKey()).bytes(caKey).bytes(caCertificate);
    }

    static SiteSecrets read(CborReader in) {
        in.expectArray(4);
        return readFields(in);
    }

    static SiteSecrets readFields(CborReader in) {
        return new SiteSecrets(
                SigningKey.fromSeed(in.readBytesExactly(SEED_BYTES)),
                HpkeKeyPair.fromPrivateKey(in.readBytesExactly(SEED_BYTES)),
                in.readBytes(MAX_CERTIFICATE_BYTES),
                in.readBytes(MAX_CERTIFICATE_BYTES));
    }

    /// Names no secret.
    @Override
    public String toString() {
        return "SiteSecrets[" + site.verifyKey().kid() + "]";
    }
}
