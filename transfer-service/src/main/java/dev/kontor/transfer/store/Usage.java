package dev.kontor.transfer.store;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of pieces are here, staged ones included, and whether more may come. Safe for use by any thread.
final class Usage {
    private final AtomicLong bytes = new AtomicLong();
    private final long most;

    Usage(StoreLimits limits) {
        this.most = limits.mostBytes();
    }

    boolean limited() {
        return most != StoreLimits.UNLIMITED;
    }

    long room() {
        return limited() ? Math.max(0, most - bytes.get()) : Long.MAX_VALUE;
    }

    /// Takes room for a piece before it is written; who fails to write gives it back.
    void take(long length) throws StoreFullException {
        long after = bytes.addAndGet(length);
        if (after > most) {
            bytes.addAndGet(-length);
            throw new StoreFullException("the piece store is full: it may hold " + most
                    + " bytes (KONTOR_TRANSFER_STORE_BYTES) and holds " + (after - length));
        }
    }

    void give(long length) {
        bytes.addAndGet(-length);
    }

    /// Counts what was here before.
    void found(long length) {
        bytes.addAndGet(length);
    }
}
