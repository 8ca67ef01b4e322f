package dev.kontor.transfer.session;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// One connection as the session sees it. Mutable, owned by its session.
final class Source {
    // Our choice: what others would have brought long before.
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final int number;
    private final Holder holder;
    private final Set<Integer> owed = new LinkedHashSet<>();
    private final BitSet missing = new BitSet();
    private boolean ready;
    private int windowPieces;
    private long owedBytes;
    private Instant lastProgress;
    private Instant busyUntil = Instant.MIN;
    private final Pace pace;

    /// @param expected bytes a second that it is likely to bring; 0 when nobody knows
    Source(int number, Holder holder, Instant now, double expected) {
        this.pace = new Pace(expected);
        this.number = number;
        this.holder = holder;
        this.lastProgress = now;
    }

    int number() {
        return number;
    }

    Holder holder() {
        return holder;
    }

    boolean fromOrigin() {
        return holder.origin();
    }

    boolean ready() {
        return ready;
    }

    void toReady(int window, Instant now) {
        ready = true;
        windowPieces = window;
        lastProgress = now;
    }

    void onProgress(long bytes, Instant now) {
        lastProgress = now;
        pace.onBytes(bytes, now);
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
            pace.onAsked(now);
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
        return open(now)
                && (owed.size() < 2 || owedBytes <= pace.window(limits.windowBytes()) / 2)
                && owed.size() <= most(limits) / 2;
    }

    boolean hasRoom(SessionLimits limits) {
        return (owed.size() < 2 || owedBytes < pace.window(limits.windowBytes())) && owed.size() < most(limits);
    }

    /// Room for a piece that somebody waits for: the window may be full, the connection may not.
    boolean hasUrgentRoom(SessionLimits limits, Instant now) {
        return open(now) && owed.size() < most(limits) && owedBytes < 2 * limits.windowBytes();
    }

    /// When a piece that is asked for now would be here.
    Duration eta(long bytes) {
        return pace.eta(owedBytes + bytes);
    }

    boolean busy(Instant now) {
        return now.isBefore(busyUntil);
    }

    private boolean open(Instant now) {
        return ready && !busy(now);
    }

    private int most(SessionLimits limits) {
        return Math.min(windowPieces, limits.windowPieces());
    }

    /// Whether what a helper owes will not be here in good time.
    boolean slow() {
        return !holder.origin() && pace.rate() > 0 && eta(0).compareTo(SLOW) > 0;
    }

    boolean overdue(SessionLimits limits, Instant now) {
        boolean waits = !ready || !owed.isEmpty();
        return waits && lastProgress.plus(limits.patience()).isBefore(now);
    }
}
