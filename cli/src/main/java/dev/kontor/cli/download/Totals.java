package dev.kontor.cli.download;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Sums over the files of one run. Safe for several threads.
public final class Totals {

    private final AtomicInteger files = new AtomicInteger();
    private final AtomicInteger unchanged = new AtomicInteger();
    private final AtomicInteger unverified = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    public Totals add(Downloaded file) {
        files.incrementAndGet();
        bytes.addAndGet(file.size());
        received.addAndGet(file.received());
        if (file.unchanged()) {
            unchanged.incrementAndGet();
        }
        if (file.digest().isEmpty()) {
            unverified.incrementAndGet();
        }
        return this;
    }

    public int files() {
        return files.get();
    }

    /// Files that were there already with the right content.
    public int unchanged() {
        return unchanged.get();
    }

    /// Files for which the gateway announced no digest, as for a live source.
    public int unverified() {
        return unverified.get();
    }

    public long bytes() {
        return bytes.get();
    }

    public long received() {
        return received.get();
    }
}
