package dev.kontor.transfer.session;

import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// One connection as the session sees it. Mutable, owned by its session.
final class Source {
    private final int number;
    private final Set<Integer> owed = new LinkedHashSet<>();
    private final BitSet missing = new BitSet();
    private boolean ready;
    private int windowPieces;
    private long owedBytes;
    private Instant lastProgress;
    private Instant busyUntil = Instant.MIN;

    Source(int number, Instant now) {
        this.number = number;
        this.lastProgress = now;
    }

    int number() {
        return number;
    }

    boolean ready() {
        return ready;
    }

    void toReady(int window, Instant now) {
        ready = true;
        windowPieces = window;
        lastProgress = now;
    }

    void onProgress(Instant now) {
        lastProgress = now;
    }

    void onBusy(Instant until) {
        busyUntil = until.isAfter(busyUntil) ? until : busyUntil;
    }

    void onMissing(int piece) {
        missing.set(piece);
    }

    BitSet missing() {
        return missing;
    }

    Set<Integer> owed() {
        return owed;
    }

    void owe(int piece, long bytes, Instant now) {
        if (owed.isEmpty()) {
            lastProgress = now;
        }
        if (owed.add(piece)) {
            owedBytes += bytes;
        }
    }

    /// False when this source did not owe the piece.
    boolean settle(int piece, long bytes) {
        boolean was = owed.remove(piece);
        owedBytes -= was ? bytes : 0;
        return was;
    }

    /// Room for more: a request goes out when half the window is free, so that requests are batched but the line never
    /// runs dry.
    boolean hungry(SessionLimits limits, Instant now) {
        return ready
                && !now.isBefore(busyUntil)
                && owedBytes <= limits.windowBytes() / 2
                && owed.size() <= Math.min(windowPieces, limits.windowPieces()) / 2;
    }

    boolean hasRoom(SessionLimits limits) {
        return owedBytes < limits.windowBytes() && owed.size() < Math.min(windowPieces, limits.windowPieces());
    }

    boolean overdue(SessionLimits limits, Instant now) {
        boolean waits = !ready || !owed.isEmpty();
        return waits && lastProgress.plus(limits.patience()).isBefore(now);
    }
}
