package dev.kontor.kit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetryTest {
    private final Throwable refused = new ProcessingException(new ConnectException("refused"));

    @Test
    void doublesThePauseAndShortensItByChance() {
        assertEquals(Optional.of(Duration.ofMillis(200)), Retry.pause(refused, 1, Duration.ZERO, 0));
        assertEquals(Optional.of(Duration.ofMillis(400)), Retry.pause(refused, 2, Duration.ZERO, 0));
        assertEquals(Optional.of(Duration.ofMillis(300)), Retry.pause(refused, 2, Duration.ZERO, 0.5));
    }

    @Test
    void givesUpAfterTwoRetries() {
        assertTrue(Retry.pause(refused, 3, Duration.ZERO, 0).isEmpty());
    }

    @Test
    void givesUpWhenTheDeadlineWouldPass() {
        Duration late = Retry.DEADLINE.minusMillis(200);
        assertTrue(Retry.pause(refused, 1, late, 0).isEmpty());
        assertTrue(Retry.pause(refused, 1, late.minusMillis(1), 0).isPresent());
    }

    @Test
    void asksAgainOnlyAfterWhatPassesByItself() {
        assertTrue(retried(new ClosedChannelException()));
        assertTrue(retried(new WebApplicationException(503)));
        assertTrue(!retried(new WebApplicationException(502)));
        assertTrue(!retried(new WebApplicationException(404)));
        assertTrue(!retried(new TimeoutException("read")));
        assertTrue(!retried(new SSLHandshakeException("of another authority")));
        assertTrue(!retried(new IllegalStateException("a bug")));
    }

    private static boolean retried(Throwable failure) {
        return Retry.pause(failure, 1, Duration.ZERO, 0).isPresent();
    }
}
