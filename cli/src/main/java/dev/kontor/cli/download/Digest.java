package dev.kontor.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SHA-256 of a whole file.
///
/// Answers announce it in `Repr-Digest` (RFC 9530); the strong `ETag` of a document is the same digest in hex.
public record Digest(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern REPR_DIGEST = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]+):");
    private static final int LENGTH = 32;
    private static final int BUFFER = 64 * 1024;

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
        }
    }

    static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    /// Reads a digest from somewhere else's text.
    public static Optional<Digest> parse(String hex) {
        String lower = hex.toLowerCase(Locale.ROOT);
        return HEX.matcher(lower).matches() ? Optional.of(new Digest(lower)) : Optional.empty();
    }

    /// What an answer says about the whole representation in its field `Repr-Digest`.
    public static Optional<Digest> announced(HttpHeaders headers) {
        return headers.firstValue("Repr-Digest").flatMap(Digest::ofField);
    }

    /// The strong entity tag of a document with this content, as gateways form it.
    String tag() {
        return "\"" + hex + "\"";
    }

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The digest of a file, read in bounded memory.
    static Digest ofFile(Path file) throws IOException {
        MessageDigest digest = start();
        update(digest, file);
        return of(digest.digest());
    }

    static void update(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private static Optional<Digest> ofField(String field) {
        Matcher matcher = REPR_DIGEST.matcher(field);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(matcher.group(1));
            return bytes.length == LENGTH ? Optional.of(of(bytes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
