package dev.kontor.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    @Test
    void givesTheSameForTheSameSeed() {
        Generator one = Generator.seeded(7);
        Generator other = Generator.seeded(7);
        assertArrayEquals(one.bytes(100), other.bytes(100));
        assertEquals(one.text(100), other.text(100));
        assertEquals(one.list(9, Generator::magnitude), other.list(9, Generator::magnitude));
    }

    @Test
    void namesTheSeedOfAFailure() {
        AssertionError failure = assertThrows(
                AssertionError.class, () -> Generator.check(10, generator -> assertTrue(generator.seed() < 4)));
        assertTrue(String.valueOf(failure.getMessage()).contains("seed 4"), failure.getMessage());
    }

    @Test
    void findsADecoderThatAcceptsOrThrowsTooMuch() {
        byte[] valid = {1, 2};
        HostileBytes careless = HostileBytes.against(valid, bytes -> {}, IllegalStateException.class);
        assertThrows(AssertionError.class, careless::refusesWrongLengths);
        assertThrows(AssertionError.class, careless::refusesEveryBitFlip);
        HostileBytes fragile = HostileBytes.against(
                valid,
                bytes -> {
                    if (bytes.length != 2 || bytes[0] + bytes[1] != 3) {
                        throw new IllegalArgumentException("a bug");
                    }
                },
                IllegalStateException.class);
        assertThrows(AssertionError.class, () -> fragile.survivesNoise(1));
        HostileBytes.against(
                        valid,
                        bytes -> {
                            if (bytes.length != 2 || bytes[0] != 1 || bytes[1] != 2) {
                                throw new IllegalStateException("refused");
                            }
                        },
                        IllegalStateException.class)
                .refusesWrongLengths()
                .refusesEveryBitFlip()
                .survivesNoise(50);
    }

    @Test
    void movesTheClockWhenToldOnly() {
        ManualClock clock = ManualClock.start();
        ManualClock inBerlin = (ManualClock) clock.withZone(ZoneId.of("Europe/Berlin"));
        assertEquals(ManualClock.EPOCH.plusSeconds(5), clock.advance(Duration.ofSeconds(5)));
        assertEquals(clock.instant(), inBerlin.instant());
        clock.set(ManualClock.EPOCH);
        assertEquals(ManualClock.EPOCH, inBerlin.instant());
    }
}
