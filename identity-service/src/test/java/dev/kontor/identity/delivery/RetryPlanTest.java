package dev.kontor.identity.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
    @Test
    void doublesUpToFiveMinutes() {
        assertEquals(Duration.ofSeconds(1), RetryPlan.delay(1, 0));
        assertEquals(Duration.ofSeconds(2), RetryPlan.delay(2, 0));
        assertEquals(Duration.ofSeconds(8), RetryPlan.delay(4, 0));
        assertEquals(Duration.ofMinutes(5), RetryPlan.delay(20, 0));
        assertEquals(Duration.ofMinutes(5), RetryPlan.delay(Integer.MAX_VALUE, 0));
    }

    @Test
    void isShortenedByUpToHalf() {
        Generator.check(1000, random -> {
            int failures = random.between(1, 100);
            Duration delay = RetryPlan.delay(failures, random.fraction());
            Duration longest = RetryPlan.delay(failures, 0);
            assertTrue(delay.compareTo(longest) <= 0 && delay.multipliedBy(2).compareTo(longest) >= 0);
        });
    }
}
