package dev.kontor.kit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kontor.kit.tls.PeerRefused.Reason;
import dev.kontor.kit.tls.PeerTls.Hybrid;
import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.testkit.tls.TestAuthority.Leaf;
import dev.kontor.testkit.tls.TestCertificate;
import dev.kontor.wire.bytes.Bytes;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTlsTest {
    private static final String ALPN = "kontor-data";
    private final Instant now = Instant.now();

    private final TestAuthority acme = Handshake.authority();
    private final TestAuthority globex = Handshake.authority();
    private final PeerPins acmeOnly = PeerPins.only(Handshake.siteOf(acme), Handshake.pinOf(acme));
    private final PeerPins globexOnly = PeerPins.only(Handshake.siteOf(globex), Handshake.pinOf(globex));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private Handshake handshake = new Handshake(Path.of(""));

    @BeforeEach
    void open() {
        handshake = new Handshake(directory);
    }

    @AfterEach
    void close() {
        handshake.close();
    }

    @Test
    void tellsEachSideWhoTheOtherIsAndPrefersTheHybridGroup() throws Exception {
        Handshake.Outcome outcome = handshake.between(
                server(acme.issue("transfer-service"), Hybrid.PREFERRED),
                client(globex.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals(
                new PeerIdentity(
                        Handshake.siteOf(globex), Handshake.pinOf(globex), "transfer-service", "X25519MLKEM768"),
                outcome.serverSaw());
        assertEquals(
                new PeerIdentity(Handshake.siteOf(acme), Handshake.pinOf(acme), "transfer-service", "X25519MLKEM768"),
                outcome.clientSaw());
    }

    @Test
    void agreesOnTheHybridGroupWhenItIsRequired() throws Exception {
        Handshake.Outcome outcome = handshake.between(
                server(acme.issue("transfer-service"), Hybrid.REQUIRED),
                client(globex.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals("X25519MLKEM768", outcome.serverSaw().group());
    }

    @Test
    void refusesAServerOfAnotherAuthority() throws Exception {
        TestAuthority impostor = TestAuthority.of(acme.siteId());
        Handshake.Outcome outcome = handshake.between(
                server(impostor.issue("transfer-service"), Hybrid.PREFERRED),
                client(globex.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals(Optional.of(Reason.WRONG_AUTHORITY), outcome.clientRefused());
    }

    @Test
    void refusesAClientOfAnotherAuthority() throws Exception {
        TestAuthority impostor = TestAuthority.of(globex.siteId());
        Handshake.Outcome outcome = handshake.between(
                server(acme.issue("transfer-service"), Hybrid.PREFERRED),
                client(impostor.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals(Optional.of(Reason.WRONG_AUTHORITY), outcome.serverRefused());
        assertEquals(1, handshake.refusals("wrong-authority", "server"));
    }

    @Test
    void refusesAnUnknownSite() throws Exception {
        TestAuthority stranger = Handshake.authority();
        Handshake.Outcome outcome = handshake.between(
                server(acme.issue("transfer-service"), Hybrid.PREFERRED),
                client(stranger.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals(Optional.of(Reason.UNKNOWN_SITE), outcome.serverRefused());
    }

    @Test
    void refusesAnExpiredCertificateButForgivesASkewedClock() throws Exception {
        assertEquals(Optional.of(Reason.EXPIRED), serverValid(now.minusSeconds(900), now.minusSeconds(400)));
        assertEquals(Optional.empty(), serverValid(now.minusSeconds(900), now.minusSeconds(200)));
        assertEquals(Optional.of(Reason.NOT_YET_VALID), serverValid(now.plusSeconds(400), now.plusSeconds(900)));
        assertEquals(Optional.empty(), serverValid(now.plusSeconds(200), now.plusSeconds(900)));
    }

    @Test
    void refusesACertificateForTheOtherSideOfAConnection() throws Exception {
        Handshake.Outcome outcome = handshake.between(
                server(acme.issue(Leaf.of("transfer-service").usable(KeyPurposeId.id_kp_clientAuth)), Hybrid.PREFERRED),
                client(globex.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals(Optional.of(Reason.WRONG_USAGE), outcome.clientRefused());
    }

    @Test
    void refusesALeafThatThePinnedAuthorityDidNotSign() throws Exception {
        TestAuthority impostor = TestAuthority.of(acme.siteId());
        TestCertificate forged = impostor.issue("transfer-service");
        TestCertificate shown = new TestCertificate(forged.keys(), forged.leaf(), acme.certificate());
        Handshake.Outcome outcome = handshake.between(
                server(shown, Hybrid.PREFERRED), client(globex.issue("transfer-service"), Hybrid.PREFERRED));

        assertEquals(Optional.of(Reason.SIGNATURE_INVALID), outcome.clientRefused());
    }

    @Test
    void refusesAnotherProtocol() throws Exception {
        Handshake.Outcome outcome = handshake.between(
                server(acme.issue("transfer-service"), Hybrid.PREFERRED),
                handshake
                        .tls(globex.issue("transfer-service"), Hybrid.PREFERRED)
                        .client(acmeOnly, "http/1.1"));

        assertEquals(Optional.of(Reason.WRONG_PROTOCOL), outcome.serverRefused());
        assertEquals(Optional.of(Reason.WRONG_PROTOCOL), outcome.clientRefused());
    }

    @Test
    void acceptsAPeerWithoutTheHybridGroupWhenItIsOnlyPreferred() throws Exception {
        PeerIdentity seen = handshake.withStockClient(
                server(acme.issue("transfer-service"), Hybrid.PREFERRED),
                globex.issue("transfer-service"),
                SslProvider.JDK);

        assertNotEquals("X25519MLKEM768", seen.group());
        assertNotEquals(KeyExchangeProbe.UNKNOWN, seen.group());
    }

    @Test
    void refusesAPeerWithoutTheHybridGroupWhenItIsRequired() {
        Reason reason = handshake.refusalOfStockClient(
                server(acme.issue("transfer-service"), Hybrid.REQUIRED),
                globex.issue("transfer-service"),
                SslProvider.JDK);

        assertEquals(Reason.HANDSHAKE_FAILED, reason);
    }

    @Test
    void letsAnySoundStrangerInForPairing() throws Exception {
        TestAuthority stranger = Handshake.authority();
        Handshake.Outcome outcome = handshake.between(
                handshake.tls(acme.issue("gateway-service"), Hybrid.PREFERRED).serverForStrangers("kontor-pair"),
                handshake
                        .tls(stranger.issue("identity-service"), Hybrid.PREFERRED)
                        .client(acmeOnly, "kontor-pair"));

        assertEquals(Handshake.siteOf(stranger), outcome.serverSaw().siteId());
        assertEquals(Handshake.pinOf(stranger), outcome.serverSaw().caKeyHash());
    }

    @Test
    void refusesAnUnsoundStranger() throws Exception {
        TestAuthority stranger = Handshake.authority();
        Leaf old = Leaf.of("identity-service").valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));
        Handshake.Outcome outcome = handshake.between(
                handshake.tls(acme.issue("gateway-service"), Hybrid.PREFERRED).serverForStrangers("kontor-pair"),
                handshake.tls(stranger.issue(old), Hybrid.PREFERRED).client(acmeOnly, "kontor-pair"));

        assertEquals(Optional.of(Reason.EXPIRED), outcome.serverRefused());
    }

    @Test
    void followsARenewedCertificate() throws Exception {
        PeerEndpoint server = server(acme.issue(Leaf.of("old-service")), Hybrid.PREFERRED);
        PeerEndpoint client = client(globex.issue("transfer-service"), Hybrid.PREFERRED);
        assertEquals(
                "old-service", handshake.between(server, client).clientSaw().service());

        Path files = acme.issue("new-service").writeTo(handshake.lastDirectory("server"));
        Files.setLastModifiedTime(files.resolve("cert.pem"), FileTime.from(now.plusSeconds(60)));

        assertEquals(
                "new-service", handshake.between(server, client).clientSaw().service());
    }

    @Test
    void pinsTheHashOfTheAuthoritysPublicKey() {
        KeyPair keys = acme.keys();
        assertFalse(Handshake.pinOf(acme).equals(Bytes.of(keys.getPublic().getEncoded())));
        assertEquals(32, Handshake.pinOf(acme).size());
    }

    private Optional<Reason> serverValid(Instant from, Instant until) throws Exception {
        return handshake
                .between(
                        server(acme.issue(Leaf.of("transfer-service").valid(from, until)), Hybrid.PREFERRED),
                        client(globex.issue("transfer-service"), Hybrid.PREFERRED))
                .clientRefused();
    }

    private PeerEndpoint server(TestCertificate certificate, Hybrid hybrid) {
        return handshake.tls("server", certificate, hybrid).server(globexOnly, ALPN);
    }

    private PeerEndpoint client(TestCertificate certificate, Hybrid hybrid) {
        return handshake.tls("client", certificate, hybrid).client(acmeOnly, ALPN);
    }
}
