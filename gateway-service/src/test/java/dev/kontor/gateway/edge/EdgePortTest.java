package dev.kontor.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.hello.Hellos;
import dev.kontor.gateway.hello.Refusal;
import dev.kontor.gateway.hello.Route;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EdgePortTest {
    @Test
    void replaysTheFirstFlightToTheControlApi() throws Exception {
        try (Edge edge = Edge.open(true);
                Socket client = edge.connect()) {
            byte[] hello = Hellos.hello(Edge.SITE + ".kontor");
            for (byte[] part : new byte[][] {
                Arrays.copyOf(hello, 3), Arrays.copyOfRange(hello, 3, 40), Arrays.copyOfRange(hello, 40, hello.length)
            }) {
                client.getOutputStream().write(part);
                client.getOutputStream().flush();
            }
            assertArrayEquals(hello, client.getInputStream().readNBytes(hello.length));
            assertEquals(new Route.Control(), edge.next());
        }
    }

    @Test
    void answersAForeignSiteWithUnrecognizedName() throws Exception {
        try (Edge edge = Edge.open(true);
                Socket client = edge.connect()) {
            client.getOutputStream().write(Hellos.hello("data." + "b".repeat(52) + ".kontor"));
            assertArrayEquals(
                    new byte[] {21, 3, 3, 0, 2, 2, 112}, client.getInputStream().readAllBytes());
            assertEquals(Refusal.UNKNOWN_NAME, edge.next());
        }
    }

    @Test
    void closesOnWhatIsNotTlsWithoutAWord() throws Exception {
        try (Edge edge = Edge.open(true);
                Socket client = edge.connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(0, client.getInputStream().readAllBytes().length);
            assertEquals(Refusal.NOT_TLS, edge.next());
        }
    }

    @Test
    void waitsForASlowHelloOnlySoLong() throws Exception {
        try (Edge edge = new Edge(true, 10, Duration.ofMillis(50));
                Socket client = edge.connect()) {
            client.getOutputStream().write(Hellos.hello(Edge.SITE + ".kontor"), 0, 20);
            assertEquals(0, client.getInputStream().readAllBytes().length);
            assertEquals(Refusal.TOO_SLOW, edge.next());
        }
    }

    @Test
    void noticesAClientThatLeavesBeforeItsHello() throws Exception {
        try (Edge edge = Edge.open(true)) {
            edge.connect().close();
            assertEquals(Refusal.CLOSED_EARLY, edge.next());
        }
    }

    @Test
    void admitsNoMoreThanItMay() throws Exception {
        try (Edge edge = new Edge(true, 1, Duration.ofSeconds(30));
                Socket first = edge.connect()) {
            first.getOutputStream().write(Hellos.hello(Edge.SITE + ".kontor"));
            assertEquals(new Route.Control(), edge.next());
            try (Socket second = edge.connect()) {
                assertEquals(-1, second.getInputStream().read());
            }
            assertEquals(Refusal.TOO_MANY, edge.next());
            assertEquals(1, edge.connections());
        }
    }

    @Test
    void saysInternalErrorWhenTheDataPortIsDown() throws Exception {
        try (Edge edge = Edge.open(true);
                Socket client = edge.connect()) {
            edge.dataPort.close();
            client.getOutputStream().write(Hellos.hello("data." + Edge.SITE + ".kontor"));
            assertArrayEquals(
                    new byte[] {21, 3, 3, 0, 2, 2, 80}, client.getInputStream().readAllBytes());
            assertEquals(new Route.DataPort(), edge.next());
            assertEquals(Refusal.DATA_PORT_DOWN, edge.next());
        }
    }

    @Test
    void countsAnIpv6HouseholdAsOne() throws Exception {
        Admissions admissions = new Admissions(10, 2);
        assertTrue(admissions.enter(InetAddress.getByName("2001:db8::1")));
        assertTrue(admissions.enter(InetAddress.getByName("2001:db8::ffff:2")));
        assertFalse(admissions.enter(InetAddress.getByName("2001:db8:0:0:9::3")));
        assertTrue(admissions.enter(InetAddress.getByName("2001:db8:0:1::1")));
        admissions.leave(InetAddress.getByName("2001:db8::1"));
        assertTrue(admissions.enter(InetAddress.getByName("2001:db8::3")));
        assertEquals(3, admissions.open());
    }
}
