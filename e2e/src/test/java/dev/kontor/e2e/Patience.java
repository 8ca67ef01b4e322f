package dev.kontor.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for something real to become true, asking a few times a second, within a generous bound.
final class Patience {
    private static final int EVERY_MILLIS = 200;

    private Patience() {}

    static void until(String what, Duration within, Callable<Boolean> question) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        StringBuilder lastFailure = new StringBuilder();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> asking = clock.scheduleWithFixedDelay(
                    () -> ask(question, reached, lastFailure), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
            try {
                reached.get(within.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                throw new AssertionError("not within " + within + ": " + what + "; last: " + lastFailure, late);
            } catch (ExecutionException | InterruptedException broken) {
                throw new AssertionError(what, broken);
            } finally {
                asking.cancel(true);
                clock.shutdownNow();
            }
        }
    }

    private static void ask(Callable<Boolean> question, CompletableFuture<Void> reached, StringBuilder lastFailure) {
        try {
            if (question.call()) {
                reached.complete(null);
            }
        } catch (Exception | AssertionError notYet) {
            lastFailure.setLength(0);
            lastFailure.append(notYet);
        }
    }
}
