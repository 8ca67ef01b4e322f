package dev.kontor.wire.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.words.RecoveryWords.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryWordsTest {
    private final List<String> words = RecoveryWords.of(Samples.ROOT);

    @Test
    void readsAKeyBackHoweverItIsTyped() throws Exception {
        for (String word : List.of("root", "next root", "site")) {
            SigningKey key = Samples.key(word);
            String text = String.join(" ", RecoveryWords.of(key));
            assertEquals(key.verifyKey(), RecoveryWords.read(text).verifyKey());
            String typed = "  " + text.toUpperCase(Locale.ROOT).replace(" ", " \n\t");
            assertEquals(key.verifyKey(), RecoveryWords.read(typed).verifyKey());
        }
        String cut = String.join(
                " ",
                words.stream()
                        .map(word -> word.substring(0, Math.min(4, word.length())))
                        .toList());
        assertEquals(Samples.ROOT.verifyKey(), RecoveryWords.read(cut).verifyKey());
    }

    @Test
    void readsKeysOfZerosAndOnes() throws Exception {
        for (int value : new int[] {0, 0xff, 0x80, 1}) {
            byte[] seed = new byte[32];
            java.util.Arrays.fill(seed, (byte) value);
            SigningKey key = SigningKey.fromSeed(Bytes.of(seed));
            assertEquals(
                    key.seed(),
                    RecoveryWords.read(String.join(" ", RecoveryWords.of(key))).seed());
        }
        assertEquals(
                "art",
                RecoveryWords.of(SigningKey.fromSeed(Bytes.of(new byte[32]))).getLast(),
                "as BIP-39 says");
    }

    @Test
    void noticesAWrongWordAlmostAlways() {
        int[] unnoticed = {0};
        Generator.check(2000, generator -> {
            List<String> wrong = new ArrayList<>(words);
            int place = generator.below(wrong.size());
            wrong.set(place, WordList.of(Bytes.of(generator.bytes(2)), 1).getFirst());
            try {
                if (!wrong.equals(words)) {
                    RecoveryWords.read(String.join(" ", wrong));
                    unnoticed[0]++;
                }
            } catch (UnreadableException refused) {
                assertFalse(words.stream().filter(word -> word.length() > 6).anyMatch(refused.reason()::contains));
            }
        });
        assertTrue(unnoticed[0] < 40, unnoticed[0] + " of 2000, where 1 of 256 is expected");
    }

    @Test
    void saysWhatIsWrongAndRepeatsNoWord() {
        UnreadableException few = assertThrows(UnreadableException.class, () -> RecoveryWords.read("zoo zoo"));
        assertTrue(few.reason().contains("24 words, not 2"), few.reason());
        List<String> strange = new ArrayList<>(words);
        strange.set(6, "kontor");
        UnreadableException unknown =
                assertThrows(UnreadableException.class, () -> RecoveryWords.read(String.join(" ", strange)));
        assertEquals("word 7 is not on the list of recovery words", unknown.reason());
    }

    @Test
    void namesAKeyByWordsThatTellNothingOfIt() {
        assertEquals(
                RecoveryWords.CHECK_COUNT,
                RecoveryWords.check(Samples.ROOT.verifyKey()).size());
        assertEquals(
                RecoveryWords.check(Samples.ROOT.verifyKey()),
                RecoveryWords.check(Samples.ROOT.verifyKey().digest()));
    }
}
