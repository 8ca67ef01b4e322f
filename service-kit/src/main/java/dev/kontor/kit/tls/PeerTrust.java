package dev.kontor.kit.tls;

import dev.kontor.kit.tls.PeerRefused.Reason;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Decides about the chain of a peer: leaf and certificate authority, nothing else. The authority is worth what the pin
/// says, so no public root, no path building and no revocation list comes in. Every refusal has a named reason.
final class PeerTrust extends X509ExtendedTrustManager {
    static final Duration SKEW = Duration.ofMinutes(5); // our choice
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final int SAN_URI = 6;

    private final Optional<PeerPins> pins;
    private final Clock clock;

    /// Trust by these pins, or without pins (pairing) in any chain that is sound in itself.
    PeerTrust(Optional<PeerPins> pins, Clock clock) {
        this.pins = pins;
        this.clock = clock;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, CLIENT_AUTH);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, SERVER_AUTH);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, CLIENT_AUTH);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, SERVER_AUTH);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, CLIENT_AUTH);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, SERVER_AUTH);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /// Reads the identity out of a chain that has been accepted.
    static PeerIdentity identity(X509Certificate[] chain) throws PeerRefused {
        if (chain.length != 2) {
            throw new PeerRefused(Reason.CHAIN_MALFORMED, "a chain is leaf and authority, not " + chain.length);
        }
        URI name = siteName(chain[0]);
        try {
            SiteId site = SiteId.parse(String.valueOf(name.getHost()));
            return new PeerIdentity(site, keyHash(chain[1]), name.getPath().substring(1), "");
        } catch (MalformedException | IndexOutOfBoundsException malformed) {
            throw new PeerRefused(Reason.NAMES_NO_SITE, name + " is not kontor://<siteId>/<service>");
        }
    }

    /// SHA-256 of a certificate's SubjectPublicKeyInfo: what a descriptor pins.
    static Bytes keyHash(X509Certificate certificate) {
        return Bytes.of(Sha256.digest(certificate.getPublicKey().getEncoded()));
    }

    private void check(X509Certificate[] chain, String usage) throws CertificateException {
        PeerIdentity identity = identity(chain);
        X509Certificate leaf = chain[0];
        X509Certificate authority = chain[1];
        checkSignatures(leaf, authority);
        checkTimes(leaf);
        checkTimes(authority);
        checkUsage(leaf, authority, usage);
        if (pins.isPresent()) {
            checkPin(identity, pins.get());
        }
    }

    private static void checkSignatures(X509Certificate leaf, X509Certificate authority) throws PeerRefused {
        try {
            if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
                throw new PeerRefused(Reason.SIGNATURE_INVALID, "the leaf names another issuer");
            }
            leaf.verify(authority.getPublicKey());
            authority.verify(authority.getPublicKey());
        } catch (PeerRefused refused) {
            throw refused;
        } catch (GeneralSecurityException invalid) {
            throw new PeerRefused(Reason.SIGNATURE_INVALID, String.valueOf(invalid.getMessage()));
        }
    }

    private void checkTimes(X509Certificate certificate) throws PeerRefused {
        Instant now = clock.instant();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.plus(SKEW).isBefore(from)) {
            throw new PeerRefused(Reason.NOT_YET_VALID, "valid from %s, our clock says %s".formatted(from, now));
        }
        if (now.minus(SKEW).isAfter(to)) {
            throw new PeerRefused(Reason.EXPIRED, "valid until %s, our clock says %s".formatted(to, now));
        }
    }

    private static void checkUsage(X509Certificate leaf, X509Certificate authority, String usage)
            throws CertificateParsingException, PeerRefused {
        List<String> usages = leaf.getExtendedKeyUsage();
        if (usages == null || !usages.contains(usage) || leaf.getBasicConstraints() >= 0) {
            throw new PeerRefused(Reason.WRONG_USAGE, "the leaf is not meant for this side of a connection");
        }
        if (authority.getBasicConstraints() < 0) {
            throw new PeerRefused(Reason.WRONG_USAGE, "the issuer is no certificate authority");
        }
    }

    private static void checkPin(PeerIdentity identity, PeerPins pins) throws PeerRefused {
        Bytes pin = pins.pinOf(identity.siteId())
                .orElseThrow(() -> new PeerRefused(Reason.UNKNOWN_SITE, identity.siteId() + " is not known here"));
        if (!pin.equals(identity.caKeyHash())) {
            throw new PeerRefused(
                    Reason.WRONG_AUTHORITY,
                    "%s shows authority %s, its descriptor pins %s"
                            .formatted(identity.siteId(), identity.caKeyHash().hex(), pin.hex()));
        }
    }

    private static URI siteName(X509Certificate leaf) throws PeerRefused {
        try {
            var names = leaf.getSubjectAlternativeNames();
            if (names != null) {
                for (List<?> name : names) {
                    if (Integer.valueOf(SAN_URI).equals(name.getFirst())
                            && String.valueOf(name.get(1)).startsWith("kontor://")) {
                        return URI.create(String.valueOf(name.get(1)));
                    }
                }
            }
            throw new PeerRefused(Reason.NAMES_NO_SITE, "no subject alternative name kontor://<siteId>/<service>");
        } catch (CertificateParsingException | IllegalArgumentException malformed) {
            throw new PeerRefused(Reason.NAMES_NO_SITE, String.valueOf(malformed.getMessage()));
        }
    }
}
