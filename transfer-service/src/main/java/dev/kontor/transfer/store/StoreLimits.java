package dev.kontor.transfer.store;

import java.time.Duration;

/// What the store leaves alone.
///
/// @param reserveBytes disk space that is left to others, so that the database and the logs go on when pieces fill it
/// @param grace how long a piece that nothing refers to is kept: longer than any publication or transfer may take from
///     its first piece to its row
public record StoreLimits(long reserveBytes, Duration grace) {
    public StoreLimits {
        if (reserveBytes < 0 || grace.isNegative()) {
            throw new IllegalArgumentException("reserve=" + reserveBytes + " grace=" + grace);
        }
    }
}
