package dev.kontor.bench.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DoorTest {
    private final ServerSocket site = listening();
    private final Door door = Door.to(site.getLocalPort());

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        site.close();
    }

    private Socket guest() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), door.port());
    }

    @Test
    void passesBothWaysAndCountsWhatLeaves() throws IOException {
        try (Socket guest = guest();
                Socket served = site.accept()) {
            guest.getOutputStream().write(new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, served.getInputStream().readNBytes(3));
            served.getOutputStream().write(new byte[1000]);
            served.shutdownOutput();
            assertEquals(1000, guest.getInputStream().readAllBytes().length);
            assertEquals(1000, door.sent());
        }
    }

    @Test
    void doesOnceWhatIsDueWhenSoMuchHasLeft() throws Exception {
        CompletableFuture<Long> due = new CompletableFuture<>();
        door.at(500, () -> due.complete(door.sent()));
        try (Socket guest = guest();
                Socket served = site.accept()) {
            served.getOutputStream().write(new byte[400]);
            assertEquals(400, guest.getInputStream().readNBytes(400).length);
            served.getOutputStream().write(new byte[400]);
            assertTrue(due.get(10, TimeUnit.SECONDS) >= 500);
        }
    }

    @Test
    void cutsWhatIsOpenAndLetsOthersIn() throws IOException {
        try (Socket guest = guest();
                Socket served = site.accept()) {
            served.getOutputStream().write(1);
            assertEquals(1, guest.getInputStream().read());
            door.cut();
            assertThrows(IOException.class, () -> require(guest.getInputStream().read() >= 0));
        }
        try (Socket next = guest();
                Socket served = site.accept()) {
            served.getOutputStream().write(2);
            assertEquals(2, next.getInputStream().read());
        }
    }

    private static void require(boolean open) throws IOException {
        if (!open) {
            throw new IOException("closed");
        }
    }
}
