package dev.kontor.identity.ca;

import dev.kontor.wire.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// PEM blocks (RFC 7468) of the kind that we write and the kind that we read.
public final class Pem {
    private static final int LINE = 64;
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final String REQUEST_BEGIN = "-----BEGIN CERTIFICATE REQUEST-----";
    private static final String REQUEST_END = "-----END CERTIFICATE REQUEST-----";

    private Pem() {}

    public static String certificate(Bytes der) {
        return "-----BEGIN CERTIFICATE-----\n" + ENCODER.encodeToString(der.toArray())
                + "\n-----END CERTIFICATE-----\n";
    }

    /// The DER of a certificate request, when the text is exactly one.
    static Optional<byte[]> request(String pem) {
        String text = pem.strip();
        if (!text.startsWith(REQUEST_BEGIN) || !text.endsWith(REQUEST_END)) {
            return Optional.empty();
        }
        String body = text.substring(REQUEST_BEGIN.length(), text.length() - REQUEST_END.length());
        try {
            return Optional.of(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
