package dev.kontor.transfer.throttle;

import dev.kontor.transfer.throttle.Schedule.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The limit that all transfers of one direction share. Who is about to move a piece asks for the delay, and
/// when there is none takes the piece's bytes. Safe for use by any thread.
public final class Throttle {
    // Our choice: how long nothing is the answer at most, so that a change of the schedule is noticed soon.
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final TokenBucket bucket = new TokenBucket();
    private Schedule schedule;
    private Allowance allowance;
    private Instant from = Instant.MAX;

    public Throttle(Schedule schedule) {
        this.schedule = schedule;
        this.allowance = new Allowance(ByteRate.UNLIMITED, Optional.empty());
    }

    /// Lets everything through.
    public static Throttle none() {
        return new Throttle(Schedule.UNLIMITED);
    }

    /// Holds to another schedule from now on; what was overdrawn is forgiven.
    public synchronized void follow(Schedule next) {
        schedule = next;
        from = Instant.MAX;
        bucket.forget();
    }

    public synchronized Schedule schedule() {
        return schedule;
    }

    public synchronized Allowance allowance(Instant now) {
        boolean known =
                !now.isBefore(from) && allowance.until().map(now::isBefore).orElse(true);
        // Without an end in sight it is looked at again every day.
        if (!known || now.isAfter(from.plus(Duration.ofDays(1)))) {
            allowance = schedule.at(now);
            from = now;
        }
        return allowance;
    }

    /// How long to wait before anything may move; zero when it may now. Asked again after that, for the limit
    /// may have changed.
    public synchronized Duration delay(Instant now) {
        Allowance held = allowance(now);
        if (held.rate().unlimited()) {
            return Duration.ZERO;
        }
        long rate = held.rate().bytesPerSecond();
        bucket.fill(rate, now);
        Duration delay = rate == 0 ? LONGEST : shorter(LONGEST, bucket.delay(rate));
        return held.until()
                .map(end -> shorter(delay, Duration.between(now, end)))
                .orElse(delay);
    }

    /// So many bytes are about to move.
    public synchronized void take(long bytes) {
        if (!allowance.rate().unlimited()) {
            bucket.take(bytes);
        }
    }

    /// So many bytes that were taken will not move after all.
    public synchronized void giveBack(long bytes) {
        if (!allowance.rate().unlimited()) {
            bucket.take(-bytes);
        }
    }

    /// For people: `the limit 20MB/s until 18:00`.
    public String words(Instant now) {
        Allowance held = allowance(now);
        ZonedDateTime local = now.atZone(schedule().zone());
        return "the limit " + held.rate()
                + held.until()
                        .map(end -> end.atZone(local.getZone()))
                        .map(end -> " until " + end.format(end.isBefore(local.plusDays(1)) ? TIME : DAY_AND_TIME))
                        .orElse("");
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
