package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which pieces a distant store has, by the first eight bytes of their ids, and when they were last touched, so that
/// nobody asks the store only to know whether a piece is there. Some 64 bytes a piece. Safe for use by any thread.
///
/// Two ids that begin alike would pass for each other; then reading tells, and the piece is fetched again.
final class Present {
    private static final long NEVER = Long.MIN_VALUE;

    private final Map<Long, Long> touched = new ConcurrentHashMap<>();

    private static Long mark(PieceId id) {
        return id.bytes().toBuffer().getLong();
    }

    boolean contains(PieceId id) {
        return touched.containsKey(mark(id));
    }

    void add(PieceId id) {
        touched.putIfAbsent(mark(id), NEVER);
    }

    void remove(PieceId id) {
        touched.remove(mark(id));
    }

    /// False when it is not there.
    boolean touch(PieceId id, Instant now) {
        return touched.replace(mark(id), now.getEpochSecond()) != null;
    }

    boolean touchedSince(PieceId id, Instant moment) {
        return touched.getOrDefault(mark(id), NEVER) > moment.getEpochSecond();
    }

    /// Removes it unless somebody touched it: from now on it does not count as there. False when it stays.
    boolean removeUntouched(PieceId id, Instant since) {
        Long at = touched.get(mark(id));
        return at == null || (at <= since.getEpochSecond() && touched.remove(mark(id), at));
    }

    /// Those of a shard that are known now; see [#forget].
    Set<Long> known(int shard) {
        Set<Long> known = new HashSet<>();
        for (Long mark : touched.keySet()) {
            if ((int) (mark >>> 56) == shard) {
                known.add(mark);
            }
        }
        return known;
    }

    /// Forgets what was known before a listing and is not in it: somebody took it away behind our back.
    void forget(Set<Long> knownBefore, Iterable<PieceId> listed) {
        listed.forEach(id -> knownBefore.remove(mark(id)));
        knownBefore.forEach(touched::remove);
    }
}
