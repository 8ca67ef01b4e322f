package dev.kontor.transfer.fetch;

import java.time.Instant;

/// What is known of a partner's namespace, in memory.
///
/// @param origin what the partner last said
/// @param answer what was answered with last
/// @param triedAt when the partner was last asked, answered or not
/// @param savedAt when the origin was last written to the database
record Standing(Origin origin, Answer answer, Instant triedAt, Instant savedAt) {
    Standing with(Origin newOrigin, Answer newAnswer, Instant now) {
        return new Standing(newOrigin, newAnswer, now, savedAt);
    }

    Standing saved(Instant now) {
        return new Standing(origin, answer, triedAt, now);
    }
}
