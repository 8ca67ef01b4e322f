package dev.kontor.transfer.scrub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.transfer.store.PieceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void isSpreadOverItsTime() {
        Pass pass = Pass.begin(START, false);
        assertEquals(0, pass.due(START, WEEK));
        assertEquals(1, pass.due(START.plusSeconds(1), WEEK));
        assertEquals(
                PieceStore.SHARDS / 7, pass.due(START.plus(Duration.ofDays(1)).minusSeconds(1600), WEEK));
        assertEquals(PieceStore.SHARDS, pass.due(START.plus(WEEK.multipliedBy(3)), WEEK));
        // A clock that was set back makes nothing due.
        assertEquals(0, pass.due(START.minusSeconds(100), WEEK));
    }

    @Test
    void runsThroughWhenSomebodyAskedForItAndNeverByItselfWhenSwitchedOff() {
        assertEquals(PieceStore.SHARDS, Pass.begin(START, true).due(START, WEEK));
        assertEquals(PieceStore.SHARDS, Pass.begin(START, true).due(START, Duration.ZERO));
        assertEquals(0, Pass.begin(START, false).due(START.plus(WEEK), Duration.ZERO));
    }

    @Test
    void theNextOneBeginsWhenTheTimeOfTheLastIsOver() {
        Pass through = Pass.begin(START, false)
                .plus(new Findings(5, 50, 1, Map.of()), PieceStore.SHARDS, START.plusSeconds(9));
        assertEquals(Optional.of(START.plusSeconds(9)), through.completedAt());
        assertEquals(5, through.pieces());
        assertSame(through, through.at(START.plusSeconds(10), WEEK));
        assertEquals(Pass.begin(START.plus(WEEK), false), through.at(START.plus(WEEK), WEEK));
        Pass late = Pass.begin(START, false);
        assertSame(late, late.at(START.plus(WEEK.multipliedBy(2)), WEEK));
    }

    @Test
    void isNeverHalfCompleted() {
        assertThrows(IllegalArgumentException.class, () -> new Pass(START, false, 3, 0, 0, 0, Optional.of(START)));
    }
}
