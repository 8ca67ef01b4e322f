package dev.kontor.transfer.session;

import java.time.Duration;

/// The bounds of one session; all our choice.
///
/// @param windowBytes bytes of pieces that one source may owe us
/// @param windowPieces pieces that one source may owe us
/// @param batch pieces in one request
/// @param commitBytes verified bytes that are made durable together
/// @param sources connections to the origin that the session begins with
/// @param mostSources connections to the origin over a line that loses packets
/// @param attempts how often one piece may come damaged before the session gives up
/// @param reconnects connections in a row that may fail without a single new piece
/// @param patience how long a source may owe pieces without sending a byte
public record SessionLimits(
        long windowBytes,
        int windowPieces,
        int batch,
        long commitBytes,
        int sources,
        int mostSources,
        int attempts,
        int reconnects,
        Duration patience) {
    /// The wait before the first reconnection; it doubles up to [#LONGEST_WAIT].
    static final Duration FIRST_WAIT = Duration.ofMillis(100);

    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    public static final SessionLimits DEFAULT =
            new SessionLimits(8 << 20, 128, 32, 64 << 20, 2, 12, 3, 8, Duration.ofSeconds(15));

    public SessionLimits {
        if (windowBytes < 1 || windowPieces < 1 || batch < 1 || commitBytes < 1 || sources < 1) {
            throw new IllegalArgumentException("a session limit below 1");
        }
        if (attempts < 1 || reconnects < 0 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "attempts=" + attempts + " reconnects=" + reconnects + " patience=" + patience);
        }
    }

    /// The same with other connections to the origin.
    public SessionLimits connecting(int first, int most, int again) {
        return new SessionLimits(windowBytes, windowPieces, batch, commitBytes, first, most, attempts, again, patience);
    }
}
