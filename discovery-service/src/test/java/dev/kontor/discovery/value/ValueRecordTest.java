package dev.kontor.discovery.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueRecordTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final SigningKey NODE = SigningKey.fromSeed(Sha256.digest(Bytes.utf8("node")));
    private static final ValueKey KEY = new ValueKey(Sha256.digest(Bytes.utf8("key")));

    private static List<Bytes> split(Bytes value) {
        return ValueRecord.split(KEY, value, NODE, NOW, LIFE);
    }

    @Test
    void cutsAValueIntoPartsThatFitARecord() {
        Generator.check(20, generator -> {
            Bytes value = Bytes.of(generator.bytes(generator.between(1, 5_000)));
            List<Bytes> parts = split(value);
            List<ValueRecord> read =
                    parts.stream().map(part -> ValueRecord.verify(part, NOW)).toList();
            assertEquals(
                    value, Bytes.concat(read.stream().map(ValueRecord::content).toList()));
            assertEquals(read.getFirst().parts(), parts.size());
            assertTrue(parts.stream().allMatch(part -> part.size() <= 1_000 && ValueRecord.isOne(part)));
        });
    }

    @Test
    void carriesTheLargestValueOfTheApi() {
        assertEquals(103, split(Bytes.of(new byte[ValueRecord.LARGEST])).size());
    }

    @Test
    void believesNoBitThatItsPublisherDidNotSign() {
        Bytes part = split(Bytes.utf8("a value")).getFirst();
        Generator.check(300, generator -> {
            Bytes changed = Bytes.of(generator.flipOneBit(part.toArray()));
            assertThrows(MalformedException.class, () -> ValueRecord.verify(changed, NOW));
        });
    }

    @Test
    void holdsForItsTimeOnly() {
        Bytes part = split(Bytes.utf8("a value")).getFirst();
        assertThrows(MalformedException.class, () -> ValueRecord.verify(part, NOW.plus(LIFE)));
        assertThrows(MalformedException.class, () -> ValueRecord.verify(part, NOW.minusSeconds(600)));
    }

    @Test
    void partsLieSideBySide() {
        assertEquals(KEY.place(0).first(), KEY.place(102).first());
        assertFalse(KEY.place(0).equals(KEY.place(1)));
    }
}
