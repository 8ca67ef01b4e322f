package dev.kontor.transfer.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    // 2026-07-06 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "20MB/s,                                    2026-07-06T12:00, 20MB/s,    ''",
        "08:00-18:00 20MB/s,                        2026-07-06T07:59, unlimited, 2026-07-06T08:00",
        "08:00-18:00 20MB/s,                        2026-07-06T08:00, 20MB/s,    2026-07-06T18:00",
        "08:00-18:00 20MB/s; otherwise 100 MB/s,    2026-07-06T18:00, 100MB/s,   2026-07-07T08:00",
        "22:00-06:00 unlimited; otherwise 1.5MiB/s, 2026-07-06T23:00, unlimited, 2026-07-07T06:00",
        "22:00-06:00 unlimited; otherwise 1.5MiB/s, 2026-07-07T05:59, unlimited, 2026-07-07T06:00",
        "22:00-06:00 unlimited; otherwise 1.5MiB/s, 2026-07-07T06:00, 1.5MiB/s,  2026-07-07T22:00",
        "mon-fri 08:00-18:00 0,                     2026-07-10T18:30, unlimited, 2026-07-13T08:00",
        "mon-fri 08:00-18:00 0,                     2026-07-06T09:00, 0,         2026-07-06T18:00",
        "'sat,sun 500kB/s',                         2026-07-11T00:00, 500kB/s,   2026-07-13T00:00",
        "fri 22:00-06:00 1MB/s,                     2026-07-11T03:00, 1MB/s,     2026-07-11T06:00",
        "fri 22:00-06:00 1MB/s,                     2026-07-10T03:00, unlimited, 2026-07-10T22:00",
        "00:00-24:00 2MB/s,                         2026-07-10T03:00, 2MB/s,     ''"
    })
    void knowsWhatHoldsWhen(String rules, String moment, String rate, String until) {
        Schedule.Allowance allowance = Schedule.parse(rules, BERLIN).at(berlin(moment));
        assertEquals(rate, allowance.rate().toString());
        assertEquals(
                until.isEmpty() ? "" : berlin(until).toString(),
                allowance.until().map(Instant::toString).orElse(""));
    }

    @Test
    void followsSummerTime() {
        Schedule schedule = Schedule.parse("08:00-18:00 1MB/s", BERLIN);
        assertEquals(
                Instant.parse("2026-03-28T07:00:00Z"),
                schedule.at(berlin("2026-03-28T01:00")).until().orElseThrow());
        assertEquals(
                Instant.parse("2026-03-29T06:00:00Z"),
                schedule.at(berlin("2026-03-29T01:00")).until().orElseThrow());
        // A window that begins in the hour that there is not.
        Schedule night = Schedule.parse("02:30-03:30 1MB/s", BERLIN);
        Instant begins = night.at(berlin("2026-03-29T01:00")).until().orElseThrow();
        assertTrue(begins.isBefore(Instant.parse("2026-03-29T01:31:00Z")), "begins " + begins);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "fast",
                "20",
                "20MB",
                "-1MB/s",
                "1B/s",
                "99999GB/s",
                "08:00-08:00 1MB/s",
                "8:00-18:00 1MB/s",
                "25:00-26:00 1MB/s",
                "24:00-06:00 1MB/s",
                "xyz 1MB/s",
                "mon-xyz 1MB/s",
                "08:00 1MB/s",
                "1e9MB/s"
            })
    void refusesWhatIsNoScheduleAndSaysWhatIs(String rules) {
        String said = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(rules, BERLIN))
                .getMessage();
        assertTrue(String.valueOf(said).length() > 20, said);
    }

    @Test
    void aScheduleIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("1MB/s;".repeat(17) + "1MB/s", BERLIN));
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("1MB/s ".repeat(200), BERLIN));
    }

    @Test
    void ratesAreWrittenAsTheyAreRead() {
        for (String text :
                List.of("unlimited", "0", "20MB/s", "1.5MiB/s", "16kB/s", "123.5MB/s", "3GiB/s", "16001B/s")) {
            assertEquals(text, ByteRate.parse(text).toString());
            assertEquals(
                    ByteRate.parse(text), ByteRate.parse(ByteRate.parse(text).toString()));
        }
    }

    @Test
    void noMoreThanTheRateMovesInTheLongRunWhateverTheSizes() {
        Generator.check(200, generator -> {
            long rate = generator.between(16_000L, 200_000_000L);
            Throttle throttle = new Throttle(Schedule.parse(rate + "B/s", ZoneId.of("UTC")));
            Instant start = Instant.parse("2026-07-06T12:00:00Z");
            Instant now = start;
            long moved = 0;
            for (int i = 0; i < 200; i++) {
                Duration delay = throttle.delay(now);
                if (delay.isZero()) {
                    int bytes = generator.between(1, 2 << 20);
                    throttle.take(bytes);
                    moved += bytes;
                    if (generator.chance(0.05)) {
                        throttle.giveBack(bytes);
                        moved -= bytes;
                    }
                } else {
                    now = now.plus(delay).plusMillis(generator.between(0, 3));
                }
            }
            double seconds = Duration.between(start, now).toNanos() / 1e9;
            double most = rate * (seconds + 0.25) + (2 << 20);
            assertTrue(moved <= most, "moved " + moved + " of " + most);
        });
    }

    @Test
    void nothingMovesAtZeroUntilTheWindowEndsAndAChangeHoldsAtOnce() {
        Throttle throttle = new Throttle(Schedule.parse("08:00-18:00 0", BERLIN));
        Instant now = berlin("2026-07-06T17:59:30");
        assertEquals(Duration.ofSeconds(30), throttle.delay(now));
        assertEquals("the limit 0 until 18:00", throttle.words(now));
        throttle.follow(Schedule.parse("20MB/s", BERLIN));
        assertEquals(Duration.ZERO, throttle.delay(now));
        throttle.take(20_000_000);
        assertEquals(Duration.ofSeconds(1), throttle.delay(now));
        assertEquals("the limit 20MB/s", throttle.words(now));
        throttle.follow(Schedule.UNLIMITED);
        assertEquals(Duration.ZERO, throttle.delay(now));
    }

    @Test
    void whatWasOverdrawnIsPaidInTheNextWindowToo() {
        Throttle throttle = new Throttle(Schedule.parse("08:00-18:00 1MB/s; otherwise 2MB/s", BERLIN));
        Instant now = berlin("2026-07-06T17:59:59");
        assertEquals(Duration.ZERO, throttle.delay(now));
        throttle.take(4_000_000);
        assertEquals(Duration.ofSeconds(1), throttle.delay(now));
        assertTrue(throttle.delay(now.plusSeconds(1)).isPositive());
    }

    @Test
    void aClockThatGoesBackGivesNothingTwice() {
        Throttle throttle = new Throttle(Schedule.parse("1MB/s", BERLIN));
        Instant now = berlin("2026-07-06T12:00:00");
        throttle.delay(now);
        throttle.take(1_000_000);
        throttle.delay(now.minusSeconds(100));
        assertEquals(Duration.ofSeconds(1), throttle.delay(now));
    }
}
