package dev.kontor.bench.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsEverythingPassWithoutALimit() {
        assertEquals(0, new Throttle().reserve(1 << 30, System.nanoTime()));
    }

    @Test
    void whoAsksTogetherWaitsInTurn() {
        Throttle throttle = new Throttle();
        throttle.limit(1_000_000);
        long now = System.nanoTime() + SECOND;
        long first = throttle.reserve(500_000, now);
        long second = throttle.reserve(500_000, now);
        assertEquals(SECOND / 2, second - first);
        // A hundredth of a second was saved up before.
        assertEquals(SECOND / 2 - SECOND / 100, first);
    }

    @Test
    void savesUpNoMoreThanAHundredthOfASecond() {
        Throttle throttle = new Throttle();
        throttle.limit(1_000_000);
        long later = System.nanoTime() + 100 * SECOND;
        assertTrue(throttle.reserve(1_000_000, later) >= SECOND - SECOND / 100);
    }
}
