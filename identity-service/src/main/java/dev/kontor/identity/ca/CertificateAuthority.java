package dev.kontor.identity.ca;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/// The site's own certificate authority: one P-256 root whose key hash the site's descriptor pins, so partners need
/// no public CA. Its certificates live for at most a week. Safe for use by several threads.
public final class CertificateAuthority {
    /// Specification: partners refuse longer ones.
    public static final Duration LONGEST_LIFE = Duration.ofDays(7);

    /// Clocks of other machines may be this far behind.
    public static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration CA_LIFE = Duration.ofDays(365L * 20);
    private static final int SERIAL_BITS = 127;

    /// RFC 9336.
    private static final KeyPurposeId DOCUMENT_SIGNING =
            KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"));

    private static final AlgorithmIdentifier ECDSA =
            new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
    private static final AlgorithmIdentifier SHA256 = new DefaultDigestAlgorithmIdentifierFinder().find(ECDSA);

    private final P256Key key;
    private final X509CertificateHolder certificate;
    private final SecureRandom random;

    public CertificateAuthority(P256Key key, Bytes certificateDer, SecureRandom random) {
        this.key = key;
        this.certificate = holder(certificateDer);
        this.random = random;
        if (!certificate.getSubjectPublicKeyInfo().equals(key.publicKey())) {
            throw new IllegalArgumentException("the CA certificate is not for the CA key");
        }
    }

    /// A new authority's self-signed certificate in DER.
    public static Bytes selfSigned(P256Key key, SiteId site, SecureRandom random, Instant now) {
        X500Name name = name(site.toString());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(CA_LIFE)),
                name,
                key.publicKey());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectKeyIdentifier, false, subjectKeyId(key.publicKey()));
            return Bytes.of(sign(builder, key).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A certificate for a key whose owner has proved that it has the private half.
    public Bytes issue(SubjectPublicKeyInfo publicKey, EnrolmentPolicy.Names names, Instant now) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                certificate.getSubject(),
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(LONGEST_LIFE).minus(SKEW)),
                name(names.service()),
                publicKey);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
                    .addExtension(Extension.subjectKeyIdentifier, false, subjectKeyId(publicKey))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new BcX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            return Bytes.of(sign(builder, key).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A certificate for one of our own keys.
    public Bytes issue(P256Key own, EnrolmentPolicy.Names names, Instant now) {
        return issue(own.publicKey(), names, now);
    }

    /// A certificate for a key that signs evidence and nothing else: no TLS stack takes it. It lives as long as the
    /// authority may, because its key is thrown away after one signature.
    public Bytes certifyEvidence(P256Key own, Instant now) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                certificate.getSubject(),
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(SKEW)),
                certificate.getNotAfter(),
                name("evidence"),
                own.publicKey());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(DOCUMENT_SIGNING))
                    .addExtension(Extension.subjectKeyIdentifier, false, subjectKeyId(own.publicKey()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new BcX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            return Bytes.of(sign(builder, key).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The CA certificate in DER.
    public Bytes certificate() {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the site's descriptor pins: SHA-256 of the CA's SubjectPublicKeyInfo.
    public Bytes keyHash() {
        try {
            return Sha256.digest(Bytes.of(key.publicKey().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509CertificateHolder sign(X509v3CertificateBuilder builder, P256Key key) {
        try {
            return builder.build(new BcECContentSignerBuilder(ECDSA, SHA256).build(key.privateKey()));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("this build has no ECDSA", e);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    private static SubjectKeyIdentifier subjectKeyId(SubjectPublicKeyInfo key) {
        return new BcX509ExtensionUtils().createSubjectKeyIdentifier(key);
    }

    private static GeneralNames alternatives(EnrolmentPolicy.Names names) {
        return new GeneralNames(Stream.of(
                        names.dns().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        names.addresses().stream().map(address -> new GeneralName(GeneralName.iPAddress, address)),
                        Stream.of(new GeneralName(GeneralName.uniformResourceIdentifier, names.uri())))
                .flatMap(stream -> stream)
                .toArray(GeneralName[]::new));
    }

    private static X509CertificateHolder holder(Bytes der) {
        try {
            return new X509CertificateHolder(der.toArray());
        } catch (IOException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }
}
