package dev.kontor.transfer.download;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How far a download is; written by it, read by anyone.
public final class Progress {
    private final AtomicLong arrivedBytes = new AtomicLong();
    private final AtomicInteger verifiedPieces = new AtomicInteger();
    private final AtomicLong verifiedBytes = new AtomicLong();
    private final AtomicInteger badPieces = new AtomicInteger();
    private final AtomicInteger sources = new AtomicInteger();
    private volatile String waitingFor = "a connection";

    void onArrived(long bytes) {
        arrivedBytes.addAndGet(bytes);
    }

    void onVerified(long bytes) {
        verifiedPieces.incrementAndGet();
        verifiedBytes.addAndGet(bytes);
    }

    void onBad() {
        badPieces.incrementAndGet();
    }

    void onSources(int change) {
        sources.addAndGet(change);
    }

    public void waitFor(String whom) {
        waitingFor = whom;
    }

    /// Bytes of ciphertext that came in, good or bad.
    public long arrivedBytes() {
        return arrivedBytes.get();
    }

    public int verifiedPieces() {
        return verifiedPieces.get();
    }

    public long verifiedBytes() {
        return verifiedBytes.get();
    }

    public int badPieces() {
        return badPieces.get();
    }

    /// Connections that deliver now.
    public int sources() {
        return sources.get();
    }

    /// Whom or what the transfer waits for at the moment; for people.
    public String waitingFor() {
        return waitingFor;
    }
}
