package dev.kontor.launcher.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for something that another party does in its own time.
final class Patience {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private Patience() {}

    /// Asks again and again until there is an answer.
    ///
    /// @param what completes "… did not happen within 30 s"
    static <T> T until(String what, Duration limit, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            StoryException.require(
                    System.nanoTime() < deadline, what + " did not happen within " + limit.toSeconds() + " s");
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PERIOD);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        }
    }
}
