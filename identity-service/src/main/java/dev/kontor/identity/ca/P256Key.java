package dev.kontor.identity.ca;

import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/// A P-256 key pair: the authority's, or a service's own. Prints nothing of its private half.
public final class P256Key {
    private static final ECNamedDomainParameters P256 = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));

    private final ECPrivateKeyParameters privateKey;
    private final SubjectPublicKeyInfo publicKey;

    private P256Key(ECPrivateKeyParameters privateKey) {
        this.privateKey = privateKey;
        this.publicKey = publicHalf(privateKey);
    }

    public static P256Key generate(SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(P256, random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return new P256Key((ECPrivateKeyParameters) pair.getPrivate());
    }

    /// A key that was encoded by [#pkcs8].
    ///
    /// @throws IllegalArgumentException when it is not a P-256 key in PKCS#8
    public static P256Key fromPkcs8(Bytes pkcs8) {
        try {
            return new P256Key((ECPrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8.toArray()));
        } catch (IOException | ClassCastException unreadable) {
            throw new IllegalArgumentException("not an EC private key in PKCS#8", unreadable);
        }
    }

    /// The private key in PKCS#8 DER, for whoever encrypts it at rest.
    public Bytes pkcs8() {
        try {
            PrivateKeyInfo encoded = PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey);
            return Bytes.of(encoded.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// ECDSA with SHA-256 over the message, in DER.
    public Bytes sign(Bytes message) {
        DSADigestSigner signer = new DSADigestSigner(new ECDSASigner(), new SHA256Digest());
        signer.init(true, privateKey);
        byte[] bytes = message.toArray();
        signer.update(bytes, 0, bytes.length);
        return Bytes.of(signer.generateSignature());
    }

    ECPrivateKeyParameters privateKey() {
        return privateKey;
    }

    SubjectPublicKeyInfo publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "P256Key[P-256]";
    }

    private static SubjectPublicKeyInfo publicHalf(ECPrivateKeyParameters key) {
        try {
            var point = P256.getG().multiply(key.getD()).normalize();
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(new ECPublicKeyParameters(point, P256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
