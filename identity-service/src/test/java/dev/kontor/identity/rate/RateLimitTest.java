package dev.kontor.identity.rate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void allowsABurstAndThenOneInEachInterval() {
        ManualClock clock = ManualClock.start();
        RateLimit limit = new RateLimit(3, Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            assertTrue(limit.allows(clock.instant()));
        }
        assertFalse(limit.allows(clock.instant()));
        assertTrue(limit.allows(clock.advance(Duration.ofSeconds(1))));
        assertFalse(limit.allows(clock.instant()));
        clock.advance(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            assertTrue(limit.allows(clock.instant()));
        }
        assertFalse(limit.allows(clock.instant()));
    }

    @Test
    void countsFractionsOfAnInterval() {
        ManualClock clock = ManualClock.start();
        RateLimit limit = new RateLimit(1, Duration.ofSeconds(1));
        assertTrue(limit.allows(clock.instant()));
        assertFalse(limit.allows(clock.advance(Duration.ofMillis(600))));
        assertTrue(limit.allows(clock.advance(Duration.ofMillis(600))));
    }

    @Test
    void survivesAClockThatGoesBack() {
        ManualClock clock = ManualClock.start();
        RateLimit limit = new RateLimit(1, Duration.ofSeconds(1));
        assertTrue(limit.allows(clock.instant()));
        assertFalse(limit.allows(clock.advance(Duration.ofHours(-1))));
    }
}
