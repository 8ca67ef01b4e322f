package dev.kontor.transfer.scrub;

/// Spends no more than so many bytes a second, by sleeping after each portion. Used by one thread.
final class Pace {
    private static final long NANOS = 1_000_000_000L;

    private final long bytesPerSecond;
    private long free = System.nanoTime();

    /// @param bytesPerSecond 0 for as fast as it goes
    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    void spend(long bytes) throws InterruptedException {
        if (bytesPerSecond <= 0) {
            return;
        }
        long now = System.nanoTime();
        free = Math.max(free, now - NANOS) + bytes * NANOS / bytesPerSecond;
        if (free > now) {
            Thread.sleep((free - now) / 1_000_000, (int) ((free - now) % 1_000_000));
        }
    }
}
