package dev.kontor.wire.evidence;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A site's certificate authority with a key that signs containers.
final class TestAuthority implements Seal {
    private final KeyPair authority = keys();
    private final KeyPair signer = keys();
    private final Bytes root;
    private final Bytes leaf;

    TestAuthority(String purpose) {
        root = certificate("site", authority, "site", authority, true, KeyPurposeId.anyExtendedKeyUsage);
        leaf = certificate(
                "evidence",
                signer,
                "site",
                authority,
                false,
                KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose)));
    }

    TestAuthority() {
        this(Chain.DOCUMENT_SIGNING);
    }

    Bytes keyHash() {
        return Sha256.digest(Bytes.of(authority.getPublic().getEncoded()));
    }

    @Override
    public List<Bytes> chain() {
        return List.of(leaf, root);
    }

    @Override
    public Bytes sign(Bytes message) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(signer.getPrivate());
            ecdsa.update(message.toArray());
            return Bytes.of(ecdsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes certificate(
            String name, KeyPair key, String issuer, KeyPair issuerKey, boolean ca, KeyPurposeId purpose) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                            new X500Name("CN=" + issuer),
                            BigInteger.valueOf(name.length()),
                            Date.from(Samples.AT.minus(Duration.ofDays(1))),
                            Date.from(Samples.AT.plus(Duration.ofDays(3000))),
                            new X500Name("CN=" + name),
                            SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(ca))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(ca ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            if (!ca) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            return Bytes.of(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate()))
                    .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
