package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Six words for 66 bits, from the English list of BIP-39: 2048 words that differ within their first four letters.
final class Words {
    static final int COUNT = 6;
    private static final int BITS = 11;
    private static final List<String> LIST = list();

    private Words() {}

    static List<String> of(Bytes digest) {
        BigInteger bits = new BigInteger(1, digest.slice(0, 9).toArray()).shiftRight(9 * 8 - COUNT * BITS);
        List<String> words = new ArrayList<>(COUNT);
        for (int shift = (COUNT - 1) * BITS; shift >= 0; shift -= BITS) {
            words.add(LIST.get(bits.shiftRight(shift).intValue() & (LIST.size() - 1)));
        }
        return List.copyOf(words);
    }

    private static List<String> list() {
        try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("the word list is not in this build");
            }
            List<String> words = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            if (words.size() != 1 << BITS) {
                throw new IllegalStateException("the word list has " + words.size() + " words");
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
