package dev.kontor.transfer.session;

import java.time.Duration;
import java.time.Instant;

/// How many connections to the origin are worth while. TCP slows each one down when packets are lost, the more the
/// longer the round trip (Mathis et al., 1997: the rate goes with 1 / (RTT √loss)), so over such a line several bring
/// several times as much; over one that is full they bring nothing.
///
/// It begins with a few. While each brings little, it doubles them, and leaves it at that as soon as doubling did not
/// bring a third more. Owned by the session's thread.
final class Widening {
    /// What one connection brings when losses do not hold it up; our choice.
    static final double GOOD_RATE = 4 << 20;

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final double GAIN = 1.33;
    private static final double NANOS = 1e9;

    private final int most;
    private int wanted;
    private Instant since = Instant.MIN;
    private long bytes;
    private double before;
    private boolean settled;

    /// @param few to begin with
    /// @param most at once
    Widening(int few, int most) {
        this.wanted = few;
        this.most = Math.max(few, most);
    }

    int wanted() {
        return wanted;
    }

    /// Bytes a second that one of the connections brought when last looked at; 0 when not known.
    double perConnection() {
        return before / wanted;
    }

    void onBytes(long count) {
        bytes += count;
    }

    /// Time has passed.
    ///
    /// @param ready connections that are there
    /// @param idle whether there is nothing left to ask for
    void onTick(Instant now, int ready, boolean idle) {
        if (settled || idle || ready == 0) {
            since = Instant.MIN;
        } else if (since.equals(Instant.MIN)) {
            begin(now);
        } else if (!now.isBefore(since.plus(WINDOW))) {
            double rate = bytes / (Duration.between(since, now).toNanos() / NANOS);
            settled = wanted >= most || rate < GAIN * before || rate / ready >= GOOD_RATE || ready < wanted;
            before = rate;
            wanted = settled ? wanted : Math.min(most, 2 * wanted);
            begin(now);
        }
    }

    private void begin(Instant now) {
        since = now;
        bytes = 0;
    }
}
