package dev.kontor.wire.bytes;

import java.util.Arrays;

/// RFC 4648 section 6, lower case, no padding, and no other spelling of the same bytes.
final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int window = 0;
        int bits = 0;
        for (byte b : bytes) {
            window = (window << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((window >>> bits) & 31));
            }
            window &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((window << (5 - bits)) & 31));
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        byte[] bytes = new byte[(int) (text.length() * 5L / 8)];
        int window = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            window = (window << 5) | digit(text, i);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (window >>> bits);
            }
            window &= (1 << bits) - 1;
        }
        if (bits >= 5 || window != 0) {
            throw new MalformedException(text.length(), "base32 ends in the middle of a byte");
        }
        return Arrays.copyOf(bytes, at);
    }

    private static int digit(String text, int index) {
        int digit = ALPHABET.indexOf(text.charAt(index));
        if (digit < 0) {
            throw new MalformedException(index, "not a base32 character");
        }
        return digit;
    }
}
