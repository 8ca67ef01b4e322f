package dev.kontor.kit.tls;

import java.security.cert.CertificateException;
import java.util.Locale;

/// Why a peer was refused in the handshake. The reason is counted as `kontor.peers.refused`; the detail is for our log.
public final class PeerRefused extends CertificateException {
    private static final long serialVersionUID = 1L;

    /// Every reason for which a peer is turned away.
    public enum Reason {
        CHAIN_MALFORMED,
        SIGNATURE_INVALID,
        NOT_YET_VALID,
        EXPIRED,
        WRONG_USAGE,
        NAMES_NO_SITE,
        UNKNOWN_SITE,
        WRONG_AUTHORITY,
        WRONG_PROTOCOL,
        NOT_HYBRID,
        HANDSHAKE_FAILED;

        String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    PeerRefused(Reason reason, String detail) {
        super(reason.slug() + ": " + detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// The refusal inside whatever the TLS engine made of it.
    static PeerRefused from(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PeerRefused refused) {
                return refused;
            }
        }
        return new PeerRefused(Reason.HANDSHAKE_FAILED, String.valueOf(failure.getMessage()));
    }
}
