package dev.kontor.wire.address;

import dev.kontor.wire.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding of paths (RFC 3986 section 2.1): everything but unreserved characters is encoded, byte by byte.
final class PercentCoding {
    private static final String UNRESERVED = "-._~";
    private static final String ALSO_PLAIN_IN_SEGMENTS = "!$&'()*+,;=:@";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCoding() {}

    static String encodePath(String path) {
        StringBuilder uri = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b == '/' || plain((char) (b & 0xff), UNRESERVED)) {
                uri.append((char) b);
            } else {
                HEX.toHexDigits(uri.append('%'), b);
            }
        }
        return uri.toString();
    }

    static EntryPath decodePath(String uri) {
        if (uri.length() > 3 * EntryPath.MAX_BYTES) {
            throw new MalformedException(3 * EntryPath.MAX_BYTES, "a path has at most 1024 bytes");
        }
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                utf8.write(escaped(uri, i));
                i += 2;
            } else if (c == '/' || plain(c, UNRESERVED + ALSO_PLAIN_IN_SEGMENTS)) {
                utf8.write(c);
            } else {
                throw new MalformedException(i, "a character that a URI's path must percent-encode");
            }
        }
        return EntryPath.parse(text(utf8.toByteArray()));
    }

    private static int escaped(String uri, int at) {
        if (at + 3 > uri.length()
                || !HexFormat.isHexDigit(uri.charAt(at + 1))
                || !HexFormat.isHexDigit(uri.charAt(at + 2))) {
            throw new MalformedException(at, "% is followed by two hex digits");
        }
        int value = HexFormat.fromHexDigits(uri, at + 1, at + 3);
        if (value == '/') {
            throw new MalformedException(at, "a segment cannot hide a slash");
        }
        return value;
    }

    private static boolean plain(char c, String others) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException invalid) {
            MalformedException malformed = new MalformedException(0, "a path is UTF-8");
            malformed.initCause(invalid);
            throw malformed;
        }
    }
}
