package dev.kontor.discovery.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTest {
    @Test
    void keepsItsBytes() {
        Generator.check(100, generator -> {
            Bytes bytes = Bytes.of(generator.bytes(Key.BYTES));
            assertEquals(bytes, Key.of(bytes).bytes());
        });
    }

    @Test
    void refusesOtherLengths() {
        assertThrows(IllegalArgumentException.class, () -> Key.of(Bytes.of(new byte[31])));
    }

    @Test
    void ordersByUnsignedDistance() {
        Key target = new Key(0, 0, 0, 0);
        assertTrue(target.compareDistance(new Key(1, 0, 0, 0), new Key(-1, 0, 0, 0)) < 0);
        assertTrue(target.compareDistance(new Key(0, 0, 0, 5), new Key(0, 0, 0, 4)) > 0);
        assertEquals(0, target.compareDistance(new Key(7, 7, 7, 7), new Key(7, 7, 7, 7)));
    }

    @Test
    void countsTheCommonPrefixOverAllWords() {
        Key zero = new Key(0, 0, 0, 0);
        assertEquals(0, zero.commonPrefix(new Key(Long.MIN_VALUE, 0, 0, 0)));
        assertEquals(64, zero.commonPrefix(new Key(0, -1, 0, 0)));
        assertEquals(191, zero.commonPrefix(new Key(0, 0, 1, -1)));
        assertEquals(255, zero.commonPrefix(new Key(0, 0, 0, 1)));
        assertEquals(256, zero.commonPrefix(zero));
    }

    @Test
    void findsARandomPointInEveryBucket() {
        Random random = new Random(7);
        Key self = Key.random(random);
        for (int prefix = 0; prefix < Key.BITS; prefix++) {
            assertEquals(prefix, self.commonPrefix(self.randomAt(prefix, random)));
        }
    }
}
