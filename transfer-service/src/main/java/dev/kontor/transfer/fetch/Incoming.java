package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.content.PieceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A transfer whose index is here and whose content is on its way: readers wait for the pieces that they need, and the
/// download brings those first. Safe for use by any thread but an event loop.
public final class Incoming {
    private final PieceStore store;
    private final PieceDownload download;
    private final Map<PieceId, Integer> places;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean over;

    Incoming(PieceStore store, PieceDownload download, Map<PieceId, Integer> places) {
        this.store = store;
        this.download = download;
        this.places = Map.copyOf(places);
    }

    /// Waits until the piece is in the store. False when it will not come, or not in time.
    public boolean await(PieceId id, Duration patience) throws InterruptedException {
        Integer place = places.get(id);
        if (store.contains(id) || place == null) {
            return store.contains(id);
        }
        download.prefer(List.of(place));
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!store.contains(id) && !over && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return store.contains(id);
    }

    /// Pieces have become durable.
    void onStored() {
        signal(false);
    }

    /// Nothing more will come.
    void onOver() {
        signal(true);
    }

    private void signal(boolean end) {
        lock.lock();
        try {
            over |= end;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
