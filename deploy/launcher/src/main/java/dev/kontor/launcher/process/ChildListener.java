package dev.kontor.launcher.process;

import java.time.Duration;

/// Hears what happens to supervised processes; called from the supervisor's threads, so it must be quick and
/// thread-safe.
public interface ChildListener {
    void onStarted(String name, Fingerprint fingerprint, int restarts);

    void onReady(String name);

    /// It ended by itself, or was killed because it no longer answered; it starts again after `pause`.
    void onCrash(String name, String how, Duration pause);

    /// It crashed too often.
    void onGivenUp(String name, String how, int crashes);

    void onStopped(String name);
}
