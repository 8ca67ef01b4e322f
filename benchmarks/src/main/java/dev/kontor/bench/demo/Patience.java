package dev.kontor.bench.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Waits for something real, asking again and again within a bound.
public final class Patience {
    private Patience() {}

    /// The first answer that is there.
    ///
    /// @param question may fail, which counts as no answer
    /// @throws BenchException when there is none in time
    public static <T> T until(String what, Duration within, Duration pause, Callable<Optional<T>> question) {
        long end = System.nanoTime() + within.toNanos();
        String last = "no answer";
        while (System.nanoTime() < end) {
            try {
                Optional<T> answer = question.call();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (BenchException over) {
                throw over;
            } catch (Exception notYet) {
                last = notYet.toString();
            }
            pause(pause);
        }
        throw new BenchException("Not within " + within.toSeconds() + " s: " + what + " (last: " + last + ").");
    }

    public static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }
}
