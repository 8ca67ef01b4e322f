package dev.kontor.transfer.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// A site that has pieces: number 0 is the one that the snapshot is of, all others help. The origin is tried again and
/// again; a helper is done with after its first wrong or refused piece, or when it fails to connect too often. Mutable,
/// owned by its session.
final class Holder {
    static final int ORIGIN = 0;

    // Our choice.
    static final int MAX_HOLDERS = 64;
    private static final int HELPER_RECONNECTS = 2;
    private static final int HELPER_CONNECTIONS = 1;
    private static final int MAX_DOUBLINGS = 10;

    private final int number;
    private int connections;
    private int failures;
    private boolean out;

    Holder(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean origin() {
        return number == ORIGIN;
    }

    /// Whether one more connection to it is worth while.
    ///
    /// @param toOrigin how many to the origin are
    boolean wants(int toOrigin) {
        return !out && connections < (origin() ? toOrigin : HELPER_CONNECTIONS);
    }

    void onConnect() {
        connections++;
    }

    void onDelivered() {
        failures = 0;
    }

    void onLost() {
        connections--;
        failures++;
        out |= !origin() && failures > HELPER_RECONNECTS;
    }

    /// No more of this helper.
    void exclude() {
        out = !origin();
    }

    Duration backoff(RandomGenerator random) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        long doubled = SessionLimits.FIRST_WAIT.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long longest = Math.min(doubled, SessionLimits.LONGEST_WAIT.toMillis());
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
    }
}
