package dev.kontor.wire.grant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was used of a grant before.
///
/// @param bytes sent under it so far, what is asked for now included
/// @param uses how often it was used before
/// @param lastPoll when the requester last asked for something new, or null when this request is no poll
public record Usage(long bytes, long uses, @Nullable Instant lastPoll) {
    public static final Usage NONE = new Usage(0, 0, null);
}
