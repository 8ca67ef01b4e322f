package dev.kontor.identity.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.util.List;

/// Payloads of handshake messages.
public final class PairingTarget implements FuzzTarget {
    @Override
    public String name() {
        return "pairing";
    }

    @Override
    public String what() {
        return "messages of the handshake between organisations";
    }

    @Override
    public List<byte[]> seeds() {
        return PairingMessageTest.BODIES.stream()
                .map(body -> PairingMessageTest.message(body).encode().toArray())
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        Bytes payload = Bytes.of(input);
        return FuzzTarget.unlessRefused(
                MalformedException.class,
                () -> assertEquals(payload, PairingMessage.decode(payload).encode(), "two encodings of one message"));
    }
}
