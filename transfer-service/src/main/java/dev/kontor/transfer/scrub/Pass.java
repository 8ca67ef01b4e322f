package dev.kontor.transfer.scrub;

import dev.kontor.transfer.store.PieceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One walk over the whole store. Shards are of about the same size, because ids are hashes, so that a background pass
/// is spread over its time by their number.
///
/// @param demanded whether somebody asked for it: then it runs through without pauses
/// @param shard the next one; all below are done
/// @param pieces that were looked at
/// @param damaged that were rotten, or missing and needed
record Pass(
        Instant startedAt,
        boolean demanded,
        int shard,
        long pieces,
        long bytes,
        long damaged,
        Optional<Instant> completedAt) {
    Pass {
        if (shard < 0 || shard > PieceStore.SHARDS || completedAt.isPresent() != (shard == PieceStore.SHARDS)) {
            throw new IllegalArgumentException("shard " + shard + " completed " + completedAt);
        }
    }

    static Pass begin(Instant now, boolean demanded) {
        return new Pass(now, demanded, 0, 0, 0, 0, Optional.empty());
    }

    /// This pass, or the next one when its time has come.
    Pass at(Instant now, Duration every) {
        boolean due = completedAt.isPresent() && !now.isBefore(startedAt.plus(every));
        return due ? begin(now, false) : this;
    }

    /// How many shards are to be done by now.
    int due(Instant now, Duration every) {
        if (demanded || every.isZero()) {
            return demanded ? PieceStore.SHARDS : 0;
        }
        double part = (double) Duration.between(startedAt, now).toMillis() / every.toMillis();
        return Math.clamp((long) Math.ceil(part * PieceStore.SHARDS), 0, PieceStore.SHARDS);
    }

    /// After some more shards.
    Pass plus(Findings found, int done, Instant now) {
        return new Pass(
                startedAt,
                demanded,
                done,
                pieces + found.pieces(),
                bytes + found.bytes(),
                damaged + found.damaged(),
                done == PieceStore.SHARDS ? Optional.of(now) : Optional.empty());
    }
}
