package dev.kontor.cli.download;

import dev.kontor.cli.gateway.Unreachable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How often a download tries again, and how long it waits before that.
///
/// Attempts are counted from the last byte that arrived: a bad line that still moves is followed to the end, a dead
/// one is given up soon. Waiting doubles, with up to half of it left to chance so that many clients do not return
/// at once.
///
/// @param attempts without a single new byte
/// @param stall how long a connection may stay silent before it counts as broken
public record Patience(int attempts, Duration first, Duration longest, Duration stall, Pause pause) {

    /// Waits; tests do not.
    @FunctionalInterface
    public interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    public static Patience standard() {
        return new Patience(6, Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofSeconds(60), Thread::sleep);
    }

    /// @param failures how many attempts in a row brought nothing, at least one
    void waitAfter(int failures) {
        long millis = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, 16));
        sleep(Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1)));
    }

    /// Waits as long as the gateway asked for, within our own limit.
    void waitFor(Duration asked) {
        sleep(asked.compareTo(longest) > 0 ? longest : asked);
    }

    private void sleep(Duration duration) {
        try {
            pause.of(duration);
        } catch (InterruptedException _) {
            throw Unreachable.interrupted();
        }
    }
}
