package dev.kontor.transfer.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PartCipherTest {
    @Test
    void opensAnyPartAsTheWholeIsOpened() {
        Generator.check(200, generator -> {
            byte[] plaintext = generator.bytes(generator.between(1, 200_000));
            PieceKey key = new PieceKey(Bytes.of(generator.bytes(32)));
            byte[] ciphertext = new PieceCipher().encrypt(key, plaintext);
            int from = generator.below(plaintext.length) / 16 * 16;
            int to = generator.between(from, plaintext.length);
            assertArrayEquals(
                    Arrays.copyOfRange(plaintext, from, to),
                    PartCipher.decrypt(key, from, Arrays.copyOfRange(ciphertext, from, to)));
        });
    }
}
