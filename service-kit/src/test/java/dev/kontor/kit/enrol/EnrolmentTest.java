package dev.kontor.kit.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.testkit.tls.TestAuthority.Leaf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "correct horse battery staple";

    private final TestAuthority authority = TestAuthority.of("acme-site");
    private final FakeIdentity identity = new FakeIdentity(authority, SECRET);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void writeTrust() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), identity.authorityPem());
        Files.writeString(directory.resolve("enrolment.secret"), SECRET + "\n");
    }

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void getsACertificateForAKeyThatOnlyItCanRead() throws Exception {
        enrol();

        X509Certificate leaf = CertificateFiles.read(files().certificate()).getFirst();
        assertEquals("CN=connector-service", leaf.getSubjectX500Principal().getName());
        assertEquals("rw-------", permissions(files().key()));
        assertEquals("rw-------", permissions(files().certificate()));
        assertTrue(Files.readString(files().key()).startsWith("-----BEGIN PRIVATE KEY-----"));
        assertTrue(files().usable(directory.resolve("ca.pem"), Instant.now()));
    }

    @Test
    void asksOnceAndKeepsAUsableCertificate() {
        enrol();
        enrol();

        assertEquals(1, identity.requests());
    }

    @Test
    void wantsANewOneWhenTwoThirdsOfTheLifeAreOver() {
        enrol();

        assertTrue(files().usable(directory.resolve("ca.pem"), Instant.now().plus(Duration.ofDays(4))));
        assertFalse(files().usable(directory.resolve("ca.pem"), Instant.now().plus(Duration.ofDays(5))));
    }

    @Test
    void renewsWhenDueAndOnlyThen() throws Exception {
        Instant now = Instant.now();
        Leaf old = Leaf.of("connector-service").valid(now.minus(Duration.ofDays(5)), now.plus(Duration.ofDays(2)));
        authority.issue(old).writeTo(files().directory());
        Renewal renewal = new Renewal(Optional.of(environment()));

        renewal.renewWhenDue();
        renewal.renewWhenDue();

        assertEquals(1, identity.requests());
        X509Certificate renewed = CertificateFiles.read(files().certificate()).getFirst();
        assertTrue(renewed.getNotAfter().toInstant().isAfter(now.plus(Duration.ofDays(6))));
    }

    @Test
    void keepsTheOldCertificateWhileRenewalFails() throws Exception {
        Instant now = Instant.now();
        Leaf old = Leaf.of("connector-service").valid(now.minus(Duration.ofDays(5)), now.plus(Duration.ofDays(2)));
        authority.issue(old).writeTo(files().directory());
        identity.close();

        new Renewal(Optional.of(environment())).renewWhenDue();

        assertTrue(CertificateFiles.read(files().certificate())
                .getFirst()
                .getNotAfter()
                .toInstant()
                .isBefore(now.plus(Duration.ofDays(3))));
    }

    @Test
    void wantsANewOneWhenTheAuthorityIsAnother() throws IOException {
        enrol();
        Files.writeString(
                directory.resolve("other.pem"),
                TestAuthority.of("acme-site").issue("any").authorityPem());

        assertFalse(files().usable(directory.resolve("other.pem"), Instant.now()));
    }

    @Test
    void showsItsSecretToNoServerOfAnotherAuthority() throws IOException {
        Files.writeString(
                directory.resolve("ca.pem"),
                TestAuthority.of("acme-site").issue("any").authorityPem());

        assertThrows(SSLException.class, () -> EnrolmentClient.enrol(environment(), files()));
        assertEquals(0, identity.requests());
    }

    @Test
    void saysWhatIdentityServiceSaid() throws IOException {
        Files.writeString(directory.resolve("enrolment.secret"), "wrong");

        IOException refused = assertThrows(IOException.class, () -> EnrolmentClient.enrol(environment(), files()));
        assertTrue(String.valueOf(refused.getMessage()).contains("403"));
        assertFalse(Files.exists(files().key()));
    }

    @Test
    void refusesACertificateForAnotherKey() {
        identity.answerWithAnotherKey();

        assertThrows(GeneralSecurityException.class, () -> EnrolmentClient.enrol(environment(), files()));
        assertFalse(Files.exists(files().certificate()));
    }

    @Test
    void waitsForTheAuthorityToAppear() throws Exception {
        Files.delete(directory.resolve("ca.pem"));
        Thread waiting = Thread.ofVirtual().start(this::enrol);
        Files.writeString(directory.resolve("ca.pem"), identity.authorityPem());

        assertTrue(waiting.join(PATIENCE));
        assertTrue(Files.exists(files().certificate()));
    }

    @Test
    void waitsForTheDatabasesPort() throws Exception {
        int port = freePort();
        Environment environment =
                environment("quarkus.datasource.reactive.url", "postgresql://localhost:%d/x".formatted(port));
        Thread waiting = Thread.ofVirtual().start(() -> Enrolment.awaitDatabase(environment));
        try (ServerSocket database = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            database.accept().close();
            assertTrue(waiting.join(PATIENCE));
        }
    }

    @Test
    void namesTheVariableThatIsMissing() {
        Environment empty = new Environment("connector-service", name -> Optional.empty());

        IllegalArgumentException missing = assertThrows(IllegalArgumentException.class, empty::identityUrl);
        assertEquals("KONTOR_IDENTITY_URL is not set; connector-service cannot start without it", missing.getMessage());
    }

    private void enrol() {
        assertTimeoutPreemptively(PATIENCE, () -> Enrolment.awaitCertificate(environment(), Clock.systemUTC()));
    }

    private CertificateFiles files() {
        return new CertificateFiles(environment().tlsDirectory());
    }

    private Environment environment(String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "kontor.data.dir", directory.resolve("data").toString(),
                "kontor.trust.dir", directory.toString(),
                "kontor.identity.url", identity.url()));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return new Environment("connector-service", name -> Optional.ofNullable(values.get(name)));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
