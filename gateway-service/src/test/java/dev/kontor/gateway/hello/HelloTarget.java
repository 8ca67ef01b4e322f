package dev.kontor.gateway.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// The first flight of a connection at the public port, as it grows: the first byte says by how much.
public final class HelloTarget implements FuzzTarget {
    private static final String SITE = "aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqca";

    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String what() {
        return "TLS ClientHellos at the public port, in any portions, and where they lead";
    }

    @Override
    public int longest() {
        return HelloReader.MAX_FIRST_FLIGHT + 100;
    }

    @Override
    public List<byte[]> seeds() {
        byte[] hello = Hellos.hello(SITE + ".kontor");
        byte[] message = Arrays.copyOfRange(hello, 5, hello.length);
        byte[] twoRecords = Hellos.join(
                Hellos.record(Arrays.copyOf(message, 50)),
                Hellos.record(Arrays.copyOfRange(message, 50, message.length)));
        return List.of(
                Hellos.join(new byte[] {99}, Hellos.RFC_8448),
                Hellos.join(new byte[] {9}, hello),
                Hellos.join(new byte[] {99}, Hellos.hello("data." + SITE + ".kontor")),
                Hellos.join(new byte[] {50}, twoRecords));
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        int portion = 16 * (1 + script.small());
        byte[] flight = script.rest();
        Reading reading = read(flight, 0);
        for (int length = portion; length < flight.length && reading instanceof Reading.Incomplete; length += portion) {
            reading = read(flight, length);
        }
        if (reading instanceof Reading.Incomplete) {
            assertTrue(flight.length < HelloReader.MAX_FIRST_FLIGHT + portion, "never has enough");
            reading = read(flight, flight.length);
        }
        assertEquals(read(flight, flight.length), reading, "what comes later changes what was read");
        if (!(reading instanceof Reading.Whole(ClientHello hello))) {
            return false;
        }
        requireSense(hello);
        return true;
    }

    private static Reading read(byte[] flight, int length) {
        ByteBuffer received = ByteBuffer.wrap(flight, 0, length).asReadOnlyBuffer();
        Reading reading = HelloReader.read(received);
        assertEquals(length, received.remaining(), "the buffer is left as it was");
        return reading;
    }

    private static void requireSense(ClientHello hello) {
        hello.serverName().ifPresent(name -> assertTrue(name.matches("[a-z0-9.-]{1,253}"), name));
        switch (new Router(SITE).route(hello)) {
            case Route.Control _ ->
                assertEquals(SITE + ".kontor", hello.serverName().orElseThrow());
            case Route.DataPort _ ->
                assertEquals("data." + SITE + ".kontor", hello.serverName().orElseThrow());
            case Route.Foreign(String label, boolean _) -> assertFalse(label.equals(SITE));
            case Route.Turned(Refusal refusal) -> assertTrue(refusal.record().length == 7);
        }
    }
}
