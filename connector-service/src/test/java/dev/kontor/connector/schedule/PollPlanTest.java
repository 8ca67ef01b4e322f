package dev.kontor.connector.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollPlanTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void pollsANewNamespaceAtOnce() {
        assertTrue(PollPlan.first(QUARTER, NOW).ready(NOW));
    }

    @Test
    void neverRunsOneNamespaceTwiceAtATime() {
        PollPlan running = PollPlan.first(QUARTER, NOW).toRunning();
        assertFalse(running.ready(NOW.plus(Duration.ofDays(1))));
        assertThrows(IllegalStateException.class, running::toRunning);
    }

    @Test
    void retriesSoonAfterAFailureAndForgetsItAfterASuccess() {
        PollPlan failed = PollPlan.first(QUARTER, NOW).toRunning().toFailed(NOW, bound -> 0);
        assertEquals(NOW.plusSeconds(1), failed.due());
        assertEquals(0, failed.toRunning().toSucceeded(NOW, bound -> 0).failures());
    }

    @Test
    void bringsAPollForwardWhenTheIntervalBecomesShorter() {
        PollPlan idle = PollPlan.first(QUARTER, NOW).toRunning().toSucceeded(NOW, bound -> 0);
        assertEquals(
                NOW.plusSeconds(5), idle.withEvery(Duration.ofSeconds(5), NOW).due());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsItsBoundsUnderAnyHistory(long seed) {
        Random random = new Random(seed);
        Duration every = Duration.ofSeconds(1 + random.nextInt(100_000));
        PollPlan plan = PollPlan.first(every, NOW);
        Instant now = NOW;
        for (int step = 0; step < 1000; step++) {
            now = plan.due();
            plan = plan.toRunning();
            plan = random.nextInt(3) == 0
                    ? plan.toSucceeded(now, random::nextLong)
                    : plan.toFailed(now, random::nextLong);
            Duration wait = Duration.between(now, plan.due());
            assertTrue(!wait.isNegative() && !wait.isZero(), "seed " + seed + " waits " + wait);
            assertTrue(wait.compareTo(every.plus(every.dividedBy(10))) <= 0, "seed " + seed + " waits " + wait);
        }
    }
}
