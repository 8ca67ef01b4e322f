package dev.kontor.transfer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.ManualClock;
import java.time.Instant;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class WideningTest {
    private static final int TICKS_A_SECOND = 5;

    /// How many connections there are after twenty seconds on a line that brings so much with so many.
    private static int connections(IntToLongFunction bytesPerSecond) {
        Widening widening = new Widening(2, 12);
        Instant now = ManualClock.EPOCH;
        for (int tick = 0; tick < 20 * TICKS_A_SECOND; tick++) {
            widening.onBytes(bytesPerSecond.applyAsLong(widening.wanted()) / TICKS_A_SECOND);
            widening.onTick(now, widening.wanted(), false);
            now = now.plusMillis(1000 / TICKS_A_SECOND);
        }
        return widening.wanted();
    }

    @Test
    void takesAsManyAsItMayWhenEachBringsAsMuchAsTheOthers() {
        assertEquals(12, connections(count -> 300_000L * count));
    }

    @Test
    void stopsWhereMoreBringNothing() {
        assertEquals(4, connections(count -> 3_000_000L));
        assertEquals(8, connections(count -> Math.min(4, count) * 300_000L));
    }

    @Test
    void leavesAFastLineAlone() {
        assertEquals(2, connections(count -> 100_000_000L));
    }

    @Test
    void doesNotLookWhileNothingIsLeftToAskFor() {
        Widening widening = new Widening(2, 12);
        for (int second = 0; second < 20; second++) {
            widening.onBytes(1000);
            widening.onTick(ManualClock.EPOCH.plusSeconds(second), 2, true);
        }
        assertEquals(2, widening.wanted());
    }

    @Test
    void staysWhereThePartnerLetsNoMoreIn() {
        Widening widening = new Widening(2, 12);
        for (int tick = 0; tick < 100; tick++) {
            widening.onBytes(10_000);
            widening.onTick(ManualClock.EPOCH.plusMillis(200L * tick), 2, false);
        }
        assertEquals(4, widening.wanted());
    }
}
