package dev.kontor.wire.words;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// A root key on paper: its 32 secret bytes as the 24 words of BIP-39, whose last 8 bits check the others. No
/// passphrase
/// and no derivation: the words are the key.
public final class RecoveryWords {
    public static final int COUNT = 24;

    /// Words that name a key without telling anything of it.
    public static final int CHECK_COUNT = 4;

    private static final int SEED_BYTES = 32;

    private RecoveryWords() {}

    /// What was typed is no key; the message says what is wrong without repeating a word.
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        UnreadableException(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    public static List<String> of(SigningKey key) {
        return WordList.of(Bytes.concat(key.seed(), Sha256.digest(key.seed()).slice(0, 1)), COUNT);
    }

    /// The key that the words are, in whatever case and however far apart they were typed.
    public static SigningKey read(String typed) throws UnreadableException {
        List<String> words = Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() != COUNT) {
            throw new UnreadableException("a recovery key has " + COUNT + " words, not " + words.size());
        }
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < COUNT; i++) {
            OptionalInt number = WordList.number(words.get(i));
            if (number.isEmpty()) {
                throw new UnreadableException("word " + (i + 1) + " is not on the list of recovery words");
            }
            bits = bits.shiftLeft(WordList.BITS).or(BigInteger.valueOf(number.getAsInt()));
        }
        return checked(bits);
    }

    private static SigningKey checked(BigInteger bits) throws UnreadableException {
        byte[] all = bits.toByteArray();
        byte[] fixed = new byte[SEED_BYTES + 1];
        int most = Math.min(all.length, fixed.length);
        System.arraycopy(all, all.length - most, fixed, fixed.length - most, most);
        Bytes seed = Bytes.of(fixed).slice(0, SEED_BYTES);
        if (Sha256.digest(seed).toArray()[0] != fixed[SEED_BYTES]) {
            throw new UnreadableException(
                    "the words do not fit each other: one is wrong, or two have changed places; compare them with the paper");
        }
        return SigningKey.fromSeed(seed);
    }

    /// The check words of a key, of which only the digest need be known.
    public static List<String> check(Bytes keyDigest) {
        return WordList.of(keyDigest, CHECK_COUNT);
    }

    public static List<String> check(VerifyKey key) {
        return check(key.digest());
    }
}
