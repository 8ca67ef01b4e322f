package dev.kontor.discovery.answer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CreditsTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final Bytes ONE = Bytes.of(new byte[] {10, 0, 0, 1});
    private static final Bytes OTHER = Bytes.of(new byte[] {10, 0, 0, 2});
    private final Credits limit = new Credits(10, 20);

    @Test
    void admitsWhatWasSavedUpAndThenNoMore() {
        assertTrue(limit.admits(ONE, 20, NOW));
        assertFalse(limit.admits(ONE, 1, NOW));
        assertTrue(limit.admits(OTHER, 1, NOW));
    }

    @Test
    void earnsWithTimeButNotMoreThanTheMost() {
        limit.admits(ONE, 20, NOW);
        assertTrue(limit.admits(ONE, 10, NOW.plusSeconds(1)));
        assertFalse(limit.admits(ONE, 1, NOW.plusSeconds(1)));
        assertFalse(limit.admits(ONE, 21, NOW.plusSeconds(3600)));
    }

    @Test
    void takesNothingFromWhoAsksTooMuch() {
        assertFalse(limit.admits(ONE, 21, NOW));
        assertTrue(limit.admits(ONE, 20, NOW));
    }

    @Test
    void doesNotGiveCreditWhenTheClockGoesBack() {
        limit.admits(ONE, 20, NOW);
        assertFalse(limit.admits(ONE, 1, NOW.minusSeconds(60)));
    }
}
