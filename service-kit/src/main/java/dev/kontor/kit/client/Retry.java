package dev.kontor.kit.client;

import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Whether and when a failed question to another service is asked again.
///
/// Only what passes by itself is worth it: no connection, a connection that was closed, and 503. A timeout is not:
/// it has used up the asker's patience already; nor is a certificate that is refused. Pauses double, each shortened
/// by up to half at random, so that many askers of a service that comes back do not all ask at once. Pure.
final class Retry {
    // Our choice.
    static final int RETRIES = 2;
    static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int UNAVAILABLE = 503;
    private static final int DEEPEST_CAUSE = 8;

    private Retry() {}

    /// How long to wait before the question is asked again; empty when it is not.
    ///
    /// @param failures how many times it has failed, at least 1
    /// @param elapsed since it was asked first
    /// @param fraction random, from 0 up to 1
    static Optional<Duration> pause(Throwable failure, int failures, Duration elapsed, double fraction) {
        if (failures > RETRIES || !passing(failure)) {
            return Optional.empty();
        }
        long doubled = FIRST_PAUSE.toMillis() << (failures - 1);
        Duration pause = Duration.ofMillis(doubled - (long) (doubled / 2.0 * fraction));
        return Optional.of(pause).filter(wait -> elapsed.plus(wait).compareTo(DEADLINE) < 0);
    }

    private static boolean passing(Throwable failure) {
        if (failure instanceof WebApplicationException answered) {
            return answered.getResponse().getStatus() == UNAVAILABLE;
        }
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof IOException) {
                return !(cause instanceof SSLException || cause instanceof InterruptedIOException);
            }
            cause = cause.getCause();
        }
        return false;
    }
}
