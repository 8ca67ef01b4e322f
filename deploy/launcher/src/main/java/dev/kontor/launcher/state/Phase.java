package dev.kontor.launcher.state;

/// How far a supervised process has come, as the supervisor saw it last.
public enum Phase {
    /// Started, not ready yet.
    STARTING,
    /// Answered its readiness check.
    READY,
    /// Ended by itself; waits for its next start.
    RESTARTING,
    /// Crashed so often that the supervisor no longer restarts it.
    GIVEN_UP,
    /// Ended because it was told to.
    STOPPED
}
