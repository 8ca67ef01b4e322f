package dev.kontor.testkit.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A site's certificate authority. Issues what identity-service would: P-256 leaves with the names that the suite uses,
/// for both sides of a connection; and, on request, what it would not.
///
/// @param siteId the site's id as text, which is also the authority's common name
public record TestAuthority(String siteId, KeyPair keys, X509Certificate certificate) {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final Duration LIFE = Duration.ofDays(7);
    private static final KeyPurposeId[] BOTH_SIDES = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};

    /// What is special about a leaf.
    ///
    /// @param names DNS names beyond the service's and localhost
    public record Leaf(String service, List<String> names, Instant from, Instant until, List<KeyPurposeId> usages) {
        public Leaf {
            names = List.copyOf(names);
            usages = List.copyOf(usages);
        }

        /// A sound leaf that is valid since an hour ago.
        public static Leaf of(String service, String... names) {
            Instant from = Instant.now().minus(Duration.ofHours(1));
            return new Leaf(service, List.of(names), from, from.plus(LIFE), List.of(BOTH_SIDES));
        }

        public Leaf valid(Instant newFrom, Instant newUntil) {
            return new Leaf(service, names, newFrom, newUntil, usages);
        }

        public Leaf usable(KeyPurposeId... newUsages) {
            return new Leaf(service, names, from, until, List.of(newUsages));
        }
    }

    public static TestAuthority of(String siteId) {
        try {
            KeyPair keys = newKeys();
            X500Principal name = new X500Principal("CN=" + siteId);
            Instant from = Instant.now().minus(Duration.ofDays(1));
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    serial(),
                    Date.from(from),
                    Date.from(from.plus(Duration.ofDays(3650))),
                    name,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            return new TestAuthority(siteId, keys, sign(builder, keys));
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("no test authority", failure);
        }
    }

    /// A key and a sound certificate for a service.
    public TestCertificate issue(String service, String... names) {
        return issue(Leaf.of(service, names));
    }

    public TestCertificate issue(Leaf leaf) {
        KeyPair leafKeys = newKeys();
        return new TestCertificate(leafKeys, issue(leaf, leafKeys.getPublic()), certificate);
    }

    /// A certificate for somebody else's key.
    public X509Certificate issue(Leaf leaf, PublicKey key) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate.getSubjectX500Principal(),
                    serial(),
                    Date.from(leaf.from()),
                    Date.from(leaf.until()),
                    new X500Principal("CN=" + leaf.service()),
                    key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(leaf.usages().toArray(KeyPurposeId[]::new)));
            builder.addExtension(Extension.subjectAlternativeName, false, names(leaf));
            return sign(builder, keys);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("no test certificate", failure);
        }
    }

    private GeneralNames names(Leaf leaf) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, leaf.service()));
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(
                GeneralName.uniformResourceIdentifier, "kontor://%s/%s".formatted(siteId, leaf.service())));
        leaf.names().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (OperatorCreationException failure) {
            throw new GeneralSecurityException("no signature", failure);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the JDK has no P-256", failure);
        }
    }

    private static BigInteger serial() {
        return BigInteger.valueOf(SERIAL.getAndIncrement());
    }
}
