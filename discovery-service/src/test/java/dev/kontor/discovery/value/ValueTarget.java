package dev.kontor.discovery.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.ManualClock;
import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Payloads of values, each signed by a node that an attacker has.
public final class ValueTarget implements FuzzTarget {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final SigningKey NODE = SigningKey.fromSeed(Sha256.digest(Bytes.utf8("node")));
    private static final ValueKey KEY = new ValueKey(Sha256.digest(Bytes.utf8("key")));

    @Override
    public String name() {
        return "value";
    }

    @Override
    public String what() {
        return "parts of values, signed by whoever sends them";
    }

    @Override
    public int mutations() {
        return 1_000;
    }

    @Override
    public int longest() {
        return 1_000;
    }

    @Override
    public List<byte[]> seeds() {
        return ValueRecord.split(KEY, Bytes.of(new byte[1_300]), NODE, NOW, Duration.ofHours(1)).stream()
                .map(part -> ValueRecord.verify(part, NOW).payload().toArray())
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        return FuzzTarget.unlessRefused(MalformedException.class, () -> read(Bytes.of(input)));
    }

    private static void read(Bytes payload) {
        Bytes signed = ValueRecord.sign(payload, NODE);
        assertTrue(ValueRecord.isOne(signed));
        ValueRecord record = ValueRecord.verify(signed, NOW);
        assertEquals(payload, record.payload(), "two encodings of one value");
        assertTrue(record.part() < record.parts() && record.content().size() <= ValueRecord.PART);
    }
}
