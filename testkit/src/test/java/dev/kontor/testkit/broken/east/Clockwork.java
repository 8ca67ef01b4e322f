package dev.kontor.testkit.broken.east;

import dev.kontor.testkit.broken.west.WestManager;
import java.time.Instant;

/// Reads the wall clock.
public record Clockwork(WestManager west) {
    /// Now.
    public static Instant now() {
        return Instant.now();
    }
}
