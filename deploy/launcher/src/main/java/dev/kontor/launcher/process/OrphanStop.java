package dev.kontor.launcher.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process that is not our child: asks first, kills after a while, and checks each time that the pid still
/// belongs to the process that was recorded.
public final class OrphanStop {
    private OrphanStop() {}

    /// Asks, waits, kills, waits.
    ///
    /// @return whether it is gone
    public static boolean stop(Fingerprint fingerprint, StopSignal signal, Duration grace) {
        fingerprint.find().ifPresent(signal::send);
        if (gone(fingerprint, grace)) {
            return true;
        }
        fingerprint.find().ifPresent(StopSignal.KILL::send);
        return gone(fingerprint, grace);
    }

    /// Waits until the process has ended.
    public static boolean gone(Fingerprint fingerprint, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (fingerprint.find().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            fingerprint.find().ifPresent(OrphanStop::awaitExitBriefly);
        }
        return true;
    }

    private static void awaitExitBriefly(ProcessHandle handle) {
        CompletableFuture<ProcessHandle> exit = handle.onExit();
        try {
            exit.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            exit.cancel(false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
