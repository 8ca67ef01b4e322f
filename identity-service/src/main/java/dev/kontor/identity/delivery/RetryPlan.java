package dev.kontor.identity.delivery;

import java.time.Duration;

/// When to try again: doubling from a second to five minutes, each time shortened by up to half at random, so that
/// many letters to a site that comes back do not arrive at once.
final class RetryPlan {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 12;

    private RetryPlan() {}

    /// How long to wait after a failure.
    ///
    /// @param failures how many attempts have failed, at least 1
    /// @param fraction random, from 0 up to 1
    static Duration delay(int failures, double fraction) {
        long doubled = FIRST.toMillis() << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
        long capped = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(capped - (long) (capped / 2.0 * fraction));
    }
}
