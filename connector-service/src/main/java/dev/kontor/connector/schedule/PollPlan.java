package dev.kontor.connector.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongUnaryOperator;

/// When a namespace is polled next.
///
/// ```
///   idle ──start──▶ running ──succeeded──▶ idle (due = now + every ± 5 %)
///     ▲                 └─────failed──────▶ idle (due = now + back-off, at most every)
/// ```
///
/// Failures are retried sooner than the interval, with a doubling pause, so that a source that was down for a moment
/// is not missed for a whole interval; the pause never exceeds the interval. Pure: time and randomness come in.
///
/// @param every the configured interval
/// @param due not polled before this time
/// @param failures failed polls in a row
/// @param running whether a poll is under way
public record PollPlan(Duration every, Instant due, int failures, boolean running) {
    // Our choice.
    static final Duration FIRST_BACK_OFF = Duration.ofSeconds(2);
    static final int MAX_DOUBLINGS = 16;

    /// A namespace that has never been polled is due at once.
    public static PollPlan first(Duration every, Instant now) {
        return new PollPlan(every, now, 0, false);
    }

    public boolean ready(Instant now) {
        return !running && !now.isBefore(due);
    }

    public PollPlan toRunning() {
        if (running) {
            throw new IllegalStateException("a poll is under way");
        }
        return new PollPlan(every, due, failures, true);
    }

    /// Due again after the interval.
    ///
    /// @param random a number below its argument, uniformly
    public PollPlan toSucceeded(Instant now, LongUnaryOperator random) {
        long twentieth = Math.max(1, every.toMillis() / 20);
        Duration wait = every.minusMillis(twentieth).plusMillis(random.applyAsLong(2 * twentieth));
        return new PollPlan(every, now.plus(wait), 0, false);
    }

    /// Due again after a pause that doubles with every failure in a row.
    ///
    /// @param random a number below its argument, uniformly
    public PollPlan toFailed(Instant now, LongUnaryOperator random) {
        Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Duration most = doubled.compareTo(every) < 0 ? doubled : every;
        long half = Math.max(1, most.toMillis() / 2);
        Duration wait = Duration.ofMillis(half + random.applyAsLong(half));
        return new PollPlan(every, now.plus(wait), failures + 1, false);
    }

    /// The same plan for another interval; a poll that would now be too far away is brought forward.
    public PollPlan withEvery(Duration changed, Instant now) {
        Instant latest = now.plus(changed);
        return new PollPlan(changed, due.isAfter(latest) ? latest : due, failures, running);
    }
}
