package dev.kontor.identity.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.testkit.HostileBytes;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairingMessageTest {
    private static final PairingId ID = new PairingId(Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));
    private static final SiteId SITE = new SiteId(Bytes.fromHex("11".repeat(32)));
    private static final Bytes NONCE = Bytes.fromHex("22".repeat(32));
    private static final Bytes DIGEST = Bytes.fromHex("33".repeat(32));
    private static final Introduction INTRODUCTION =
            new Introduction(Bytes.fromHex("d1"), Bytes.fromHex("e1e2"), "acme-inc");

    static final List<Body> BODIES = List.of(
            new Body.Offer(INTRODUCTION, DIGEST, Instant.ofEpochSecond(1_800_000_000)),
            new Body.Acceptance(INTRODUCTION, NONCE, DIGEST),
            new Body.Reveal(NONCE),
            new Body.Confirmation(NONCE, DIGEST),
            new Body.Completion(DIGEST),
            new Body.Rejection("no"),
            new Body.Withdrawal("expired"),
            new Body.Revocation(""));

    static PairingMessage message(Body body) {
        return new PairingMessage(ID, SITE, body);
    }

    @Test
    void readsWhatItWrites() {
        for (Body body : BODIES) {
            assertEquals(message(body), PairingMessage.decode(message(body).encode()));
        }
    }

    @Test
    void writesTheGoldenOffer() {
        assertEquals(
                "a90101020103" + "50000102030405060708090a0b0c0d0e0f" + "04" + "5820" + "11".repeat(32) + "05"
                        + "41d1" + "06" + "42e1e2" + "07" + "6861636d652d696e63" + "08" + "5820" + "33".repeat(32)
                        + "09" + "1a6b49d200",
                message(BODIES.getFirst()).encode().hex());
    }

    @Test
    void writesTheGoldenConfirmation() {
        assertEquals(
                "a60101020403" + "50000102030405060708090a0b0c0d0e0f" + "04" + "5820" + "11".repeat(32) + "0a" + "5820"
                        + "22".repeat(32) + "0c" + "5820" + "33".repeat(32),
                message(BODIES.get(3)).encode().hex());
    }

    @Test
    void survivesHostileBytes() {
        for (Body body : BODIES) {
            HostileBytes.against(
                            message(body).encode().toArray(),
                            bytes -> PairingMessage.decode(Bytes.of(bytes)),
                            MalformedException.class)
                    .refusesWrongLengths()
                    .survivesNoise(500);
        }
    }

    @Test
    void refusesControlCharactersInTexts() {
        Bytes encoded = message(new Body.Rejection("a\nb")).encode();
        assertThrows(MalformedException.class, () -> PairingMessage.decode(encoded));
    }

    @Test
    void readsTheGoldenWords() {
        Transcript transcript = new Transcript(Bytes.utf8("offer"), Bytes.utf8("acceptance"), NONCE);
        assertEquals(List.of("jar", "cry", "ridge", "hammer", "blue", "gravity"), transcript.words());
        assertEquals(List.of(), new Transcript(Bytes.utf8("offer"), Bytes.EMPTY, NONCE).words());
        assertEquals(List.of(), new Transcript(Bytes.utf8("offer"), Bytes.utf8("acceptance"), Bytes.EMPTY).words());
    }
}
