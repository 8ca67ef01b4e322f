package dev.kontor.wire.words;

import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// The English list of BIP-39: 2048 words that differ within their first four letters, 11 bits each.
public final class WordList {
    static final int BITS = 11;
    private static final int DIFFERENT_LETTERS = 4;
    private static final List<String> LIST = list();

    private WordList() {}

    /// The first bits of `bytes` as so many words.
    public static List<String> of(Bytes bytes, int count) {
        int size = bytes.size() * Byte.SIZE;
        if (size < count * BITS) {
            throw new IllegalArgumentException(bytes.size() + " bytes are too few for " + count + " words");
        }
        BigInteger bits = new BigInteger(1, bytes.toArray()).shiftRight(size - count * BITS);
        List<String> words = new ArrayList<>(count);
        for (int shift = (count - 1) * BITS; shift >= 0; shift -= BITS) {
            words.add(LIST.get(bits.shiftRight(shift).intValue() & (LIST.size() - 1)));
        }
        return List.copyOf(words);
    }

    /// The number of a word, which may be cut after its fourth letter.
    static OptionalInt number(String word) {
        int found = Collections.binarySearch(LIST, word);
        if (found >= 0) {
            return OptionalInt.of(found);
        }
        int next = -found - 1;
        boolean cut = word.length() >= DIFFERENT_LETTERS
                && next < LIST.size()
                && LIST.get(next).startsWith(word);
        return cut ? OptionalInt.of(next) : OptionalInt.empty();
    }

    private static List<String> list() {
        try (InputStream in = WordList.class.getResourceAsStream("words.txt")) {
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
