package dev.kontor.launcher.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PortBookTest {
    private static PortBook book(Set<Integer> used) {
        return new PortBook(port -> !used.contains(port), new SplittableRandom(7));
    }

    @Test
    void keepsThePortOfLastTime() {
        assertEquals(20_001, book(Set.of()).any(20_001));
    }

    @Test
    void handsOutNoPortTwice() {
        PortBook book = book(Set.of());
        int first = book.any(20_001);
        assertNotEquals(first, book.any(20_001));
    }

    @Test
    void saysWhenACustomaryPortIsInUse() {
        PortBook book = book(Set.of(8080));
        int other = book.preferred("acme's LAN API", 8080, 0);
        assertNotEquals(8080, other);
        assertTrue(book.notes().getFirst().contains("Port 8080 is in use"));
    }

    @Test
    void refusesAConfiguredPortThatIsInUse() {
        LauncherException failure =
                assertThrows(LauncherException.class, () -> book(Set.of(7443)).exactly("the public port", 7443));
        assertTrue(failure.sentence().startsWith("Port 7443 is in use"), failure.sentence());
    }

    @Test
    void seesAListener() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(FreePorts.isFree(socket.getLocalPort()));
        }
    }
}
