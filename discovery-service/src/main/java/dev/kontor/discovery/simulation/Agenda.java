package dev.kontor.discovery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/// What is going to happen, in virtual time: the clock jumps from one happening to the next. Happenings of the same
/// microsecond come in the order in which they were planned.
final class Agenda {
    /// When every simulation begins.
    static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private record Happening(long at, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Happening> happenings = new PriorityQueue<>();
    private long micros;
    private long planned;
    private long steps;
    private Instant now = EPOCH;

    Instant now() {
        return now;
    }

    /// Microseconds since the beginning.
    long micros() {
        return micros;
    }

    long steps() {
        return steps;
    }

    void after(long pauseMicros, Runnable what) {
        happenings.add(new Happening(micros + Math.max(0, pauseMicros), planned++, what));
    }

    /// Never early: a remainder below a microsecond counts as one.
    void at(Instant time, Runnable what) {
        after(Math.ceilDiv(Duration.between(now, time).toNanos(), 1_000L), what);
    }

    /// Lets virtual time pass.
    void run(Duration duration) {
        long end = micros + duration.toNanos() / 1_000;
        for (Happening next = happenings.peek(); next != null && next.at() <= end; next = happenings.peek()) {
            happenings.remove();
            turnTo(next.at());
            steps++;
            next.what().run();
        }
        turnTo(end);
    }

    private void turnTo(long time) {
        if (time != micros) {
            micros = time;
            now = EPOCH.plusNanos(time * 1_000);
        }
    }
}
