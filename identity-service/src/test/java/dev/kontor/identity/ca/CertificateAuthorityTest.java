package dev.kontor.identity.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = ManualClock.EPOCH;
    private static final SiteId SITE = new SiteId(Sha256.digest(Bytes.utf8("a site")));

    private final P256Key key = P256Key.generate(RANDOM);
    private final CertificateAuthority authority =
            new CertificateAuthority(key, CertificateAuthority.selfSigned(key, SITE, RANDOM, NOW), RANDOM);
    private final Enrolment enrolment = new Enrolment(authority, new EnrolmentPolicy(SITE));

    @Test
    void issuesAChainThatTheJdkAccepts() throws Exception {
        List<X509Certificate> chain = issued("gateway-service", List.of());
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        CertPath path = factory.generateCertPath(chain.subList(0, 1));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(1), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    @Test
    void issuesAChainThatOpensslAccepts(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(opensslIsThere(), "openssl is not on the PATH");
        List<X509Certificate> chain = issued("transfer-service", List.of());
        Path leaf = Files.writeString(folder.resolve("leaf.pem"), pem(chain.get(0)));
        Path root = Files.writeString(folder.resolve("ca.pem"), pem(chain.get(1)));
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-attime",
                        Long.toString(NOW.getEpochSecond()),
                        "-CAfile",
                        root.toString(),
                        leaf.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(openssl.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, openssl.exitValue(), said);
    }

    @Test
    void namesTheServiceAndItsSite() throws Exception {
        X509Certificate leaf =
                issued("gateway-service", List.of("gateway-service.kontor.svc")).getFirst();
        assertEquals("CN=gateway-service", leaf.getSubjectX500Principal().getName());
        assertEquals("CN=" + SITE, leaf.getIssuerX500Principal().getName());
        Set<String> names = leaf.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "gateway-service",
                        "localhost",
                        SITE + ".kontor",
                        "gateway-service.kontor.svc",
                        "127.0.0.1",
                        "kontor://" + SITE + "/gateway-service"),
                names);
        assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
        assertEquals(-1, leaf.getBasicConstraints());
    }

    @Test
    void livesForAWeekAtMost() throws Exception {
        X509Certificate leaf = issued("connector-service", List.of()).getFirst();
        Duration life = Duration.between(
                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
        assertTrue(life.compareTo(Duration.ofDays(7)) <= 0, life::toString);
    }

    @Test
    void pinsItsOwnKey() throws Exception {
        X509Certificate root = issued("gateway-service", List.of()).getLast();
        assertEquals(Sha256.digest(Bytes.of(root.getPublicKey().getEncoded())), authority.keyHash());
        assertEquals(key.pkcs8(), P256Key.fromPkcs8(key.pkcs8()).pkcs8());
    }

    @Test
    void refusesNamesOfOtherServices() throws Exception {
        String request = request(pair("EC", "secp256r1"), "SHA256withECDSA");
        for (String name : List.of(
                "gateway-service", SITE + ".kontor", "data." + SITE + ".kontor", "example.com", "192.0.2.1", "*", "")) {
            refused(enrolment.issue("connector-service", request, List.of(name), NOW));
        }
        refused(enrolment.issue("admin", request, List.of(), NOW));
        refused(enrolment.issue("", request, List.of(), NOW));
    }

    @Test
    void refusesOtherKeysThanP256() throws Exception {
        refused(enrolment.issue(
                "gateway-service", request(pair("EC", "secp384r1"), "SHA256withECDSA"), List.of(), NOW));
        refused(enrolment.issue("gateway-service", request(pair("RSA", ""), "SHA256withRSA"), List.of(), NOW));
    }

    @Test
    void refusesARequestThatItsKeyDidNotSign() throws Exception {
        KeyPair thief = pair("EC", "secp256r1");
        KeyPair victim = pair("EC", "secp256r1");
        PKCS10CertificationRequest stolen = new JcaPKCS10CertificationRequestBuilder(
                        new X500Name("CN=gateway-service"), victim.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(thief.getPrivate()));
        refused(enrolment.issue("gateway-service", pem("CERTIFICATE REQUEST", stolen.getEncoded()), List.of(), NOW));
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (String text : List.of(
                "",
                "hello",
                pem("CERTIFICATE REQUEST", new byte[] {1, 2, 3}),
                pem("CERTIFICATE REQUEST", new byte[100_000]),
                "-----BEGIN CERTIFICATE REQUEST-----\n%%%\n-----END CERTIFICATE REQUEST-----")) {
            refused(enrolment.issue("gateway-service", text, List.of(), NOW));
        }
    }

    private static void refused(Enrolment.Outcome outcome) {
        assertInstanceOf(Enrolment.Outcome.Refused.class, outcome);
    }

    private List<X509Certificate> issued(String service, List<String> names) throws Exception {
        Enrolment.Outcome outcome =
                enrolment.issue(service, request(pair("EC", "secp256r1"), "SHA256withECDSA"), names, NOW);
        String chain = assertInstanceOf(Enrolment.Outcome.Issued.class, outcome).chain();
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static KeyPair pair(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private static String request(KeyPair pair, String algorithm) throws Exception {
        return pem(
                "CERTIFICATE REQUEST",
                new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=whatever"), pair.getPublic())
                        .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                        .getEncoded());
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static boolean opensslIsThere() {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, "openssl"))) {
                return true;
            }
        }
        return false;
    }
}
