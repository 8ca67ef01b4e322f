package dev.kontor.transfer.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/// Whom or what a session waits for.
public enum Waiting {
    /// For a connection.
    CONNECTION,
    /// For pieces that sources owe.
    SOURCES,
    /// For sources that have said to be busy.
    BUSY,
    /// For the limit of what may move.
    LIMIT,
    /// For pieces to be verified and durable.
    DISK,
    /// For a full store to have room again.
    ROOM;

    static Waiting of(Collection<Source> sources, PieceStates pieces, Duration held, Instant now) {
        if (held.isPositive()) {
            return LIMIT;
        }
        if (sources.stream().anyMatch(source -> !source.owed().isEmpty())) {
            return SOURCES;
        }
        if (!pieces.anyWaiting()) {
            return DISK;
        }
        boolean any = sources.stream().anyMatch(Source::ready);
        boolean busy = any && sources.stream().filter(Source::ready).allMatch(source -> source.busy(now));
        return busy ? BUSY : any ? SOURCES : CONNECTION;
    }
}
