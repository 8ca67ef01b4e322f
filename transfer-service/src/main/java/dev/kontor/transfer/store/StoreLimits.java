package dev.kontor.transfer.store;

import java.time.Duration;

/// What the store leaves alone.
///
/// @param reserveBytes disk space that is left to others, so that the database and the logs go on when pieces fill it
/// @param mostBytes of all pieces together; [#UNLIMITED] for as much as the disk has
/// @param grace how long a piece that nothing refers to is kept: longer than any publication or transfer may take from
///     its first piece to its row
public record StoreLimits(long reserveBytes, long mostBytes, Duration grace) {
    public static final long UNLIMITED = Long.MAX_VALUE;

    /// No limit but the disk.
    public StoreLimits(long reserveBytes, Duration grace) {
        this(reserveBytes, UNLIMITED, grace);
    }

    public StoreLimits {
        if (reserveBytes < 0 || mostBytes < 1 || grace.isNegative()) {
            throw new IllegalArgumentException("reserve=" + reserveBytes + " most=" + mostBytes + " grace=" + grace);
        }
    }
}
