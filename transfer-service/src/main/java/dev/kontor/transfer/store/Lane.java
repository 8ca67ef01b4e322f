package dev.kontor.transfer.store;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A place at which one thread at a time appends, so that several can append at once without waiting for each other.
final class Lane {
    /// Where it appends; owned by who holds the lock.
    @Nullable
    Pack pack;

    private final ReentrantLock lock = new ReentrantLock();

    /// The first lane that is free, locked; the first of all when none is. Who is alone keeps to one pack.
    static Lane claim(Lane... lanes) {
        for (Lane lane : lanes) {
            if (lane.lock.tryLock()) {
                return lane;
            }
        }
        lanes[0].lock();
        return lanes[0];
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }
}
