package dev.kontor.transfer.snapshot;

import dev.kontor.wire.id.SnapshotId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A snapshot in the catalogue that lacks pieces.
///
/// @param pieces how many it lacks, as far as known
/// @param triedAt when it was last tried to bring them back
/// @param reason why that did not help; for people
public record Damage(
        SnapshotId snapshotId, long pieces, Instant foundAt, Optional<Instant> triedAt, int tries, String reason) {
    // Our choice.
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    /// When it is worth while to try again: at once, then after a minute, and so on up to an hour.
    public boolean due(Instant now) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(tries - 1, 0, MOST_DOUBLINGS));
        return triedAt.isEmpty() || !now.isBefore(triedAt.get().plus(wait));
    }
}
