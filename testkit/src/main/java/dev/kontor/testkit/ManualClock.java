package dev.kontor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until a test moves it. Safe to read from several threads; a clock made by [#withZone]
/// shows the same time for ever after.
public final class ManualClock extends Clock {
    /// Where a new clock stands unless told otherwise.
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final Hand hand;
    private final ZoneId zone;

    private ManualClock(Hand hand, ZoneId zone) {
        this.hand = hand;
        this.zone = zone;
    }

    public static ManualClock start() {
        return at(EPOCH);
    }

    public static ManualClock at(Instant instant) {
        return new ManualClock(new Hand(instant), ZoneOffset.UTC);
    }

    /// Moves the clock forward (or back, with a negative duration) and returns the new time.
    public Instant advance(Duration by) {
        return hand.move(by);
    }

    public void set(Instant instant) {
        hand.set(instant);
    }

    @Override
    public Instant instant() {
        return hand.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(hand, other);
    }

    /// The time that a clock and all its copies in other zones share.
    private static final class Hand {
        private Instant now;

        Hand(Instant now) {
            this.now = now;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }

        synchronized Instant move(Duration by) {
            now = now.plus(by);
            return now;
        }
    }
}
