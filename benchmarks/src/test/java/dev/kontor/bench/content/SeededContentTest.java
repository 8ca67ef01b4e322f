package dev.kontor.bench.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SeededContentTest {
    private static final int SIZE = (3 << 20) + 17;

    private final SeededContent content = new SeededContent(7, SIZE);

    @Test
    void isTheSameEveryTimeAndAnotherForAnotherSeed() throws IOException {
        byte[] all = content.all().readAllBytes();
        assertEquals(SIZE, all.length);
        assertArrayEquals(all, content.all().readAllBytes());
        assertFalse(Arrays.equals(all, new SeededContent(8, SIZE).all().readAllBytes()));
    }

    @Test
    void beginsAnywhere() throws IOException {
        byte[] all = content.all().readAllBytes();
        for (int from : new int[] {0, 1, (1 << 20) - 1, 1 << 20, (2 << 20) + 5, SIZE - 1, SIZE}) {
            assertArrayEquals(
                    Arrays.copyOfRange(all, from, all.length),
                    content.from(from).readAllBytes());
        }
        assertArrayEquals(Arrays.copyOfRange(all, 100, 300), content.part(100, 200));
    }

    @Test
    void findsAChangedAMissingAndASuperfluousByte() throws IOException {
        byte[] all = content.all().readAllBytes();
        assertTrue(content.isIn(new ByteArrayInputStream(all)));
        byte[] changed = all.clone();
        changed[SIZE - 3] ^= 1;
        assertFalse(content.isIn(new ByteArrayInputStream(changed)));
        assertFalse(content.isIn(new ByteArrayInputStream(Arrays.copyOf(all, SIZE - 1))));
        assertFalse(content.isIn(new ByteArrayInputStream(Arrays.copyOf(all, SIZE + 1))));
    }

    @Test
    void aSmallOneBeginsLikeALargeOne() throws IOException {
        assertArrayEquals(content.part(0, 10), new SeededContent(7, 10).part(0, 10));
    }
}
