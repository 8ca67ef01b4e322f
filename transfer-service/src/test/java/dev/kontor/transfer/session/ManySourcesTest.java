package dev.kontor.transfer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.session.LineWorld.Site;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.throttle.Schedule;
import dev.kontor.transfer.throttle.Throttle;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a session makes of its lines, in simulated time.
class ManySourcesTest {
    private static final long MB = 1_000_000;

    private static Site site(Generator generator, boolean lies) {
        return new Site(20 * MB, Duration.ofMillis(generator.between(1, 60)), lies);
    }

    @Test
    void threeSourcesOfTwentyMegabytesASecondBringFiftyFourAndALiarNothing() {
        Generator.check(30, generator -> {
            List<Site> sites = List.of(
                    site(generator, false), site(generator, false), site(generator, false), site(generator, true));
            LineWorld world = new LineWorld(generator, 1024, sites, SessionLimits.DEFAULT, Throttle.none());
            assertEquals(new Complete(), world.run());
            assertTrue(world.bytesPerSecond() >= 54 * MB, "reached " + world.bytesPerSecond() / MB + " MB/s");
            // Not one more than what was asked for before its first bad leaf came.
            assertTrue(world.sent(3) <= 32 * (16 << 10), "the liar sent " + world.sent(3));
        });
    }

    /// 50 ms and 1 % loss leave one connection about 0.3 MB/s.
    @Test
    void aLineThatLosesPacketsIsUsedByMoreConnections() {
        Generator.check(30, generator -> {
            Site lossy = new Site(300_000, Duration.ofMillis(50), false, true);
            LineWorld world = new LineWorld(generator, 16, List.of(lossy), SessionLimits.DEFAULT, Throttle.none());
            assertEquals(new Complete(), world.run());
            assertTrue(world.bytesPerSecond() >= 5 * 300_000, "reached " + world.bytesPerSecond());
        });
    }

    @Test
    void theLimitHoldsWhateverTheLinesBring() {
        Generator.check(30, generator -> {
            long rate = generator.pick(List.of(1L, 5L, 20L, 40L)) * MB;
            List<Site> sites = List.of(
                    new Site(100 * MB, Duration.ofMillis(20), false), new Site(100 * MB, Duration.ofMillis(5), false));
            Throttle throttle = new Throttle(Schedule.parse(rate + "B/s", ZoneId.of("UTC")));
            int pieces = (int) Math.max(20, rate / MB * 10);
            LineWorld world = new LineWorld(generator, pieces, sites, SessionLimits.DEFAULT, throttle);
            assertEquals(new Complete(), world.run());
            double reached = world.bytesPerSecond();
            assertTrue(reached <= 1.1 * rate, "reached " + reached + " of " + rate);
            assertTrue(reached >= 0.9 * rate, "reached only " + reached + " of " + rate);
        });
    }

    @Test
    void goesOnWhenTheWindowOpens() {
        Generator generator = Generator.seeded(7);
        // Simulated time begins at midnight of a day in UTC.
        Throttle throttle = new Throttle(Schedule.parse("00:00-00:10 0; otherwise unlimited", ZoneId.of("UTC")));
        LineWorld world = new LineWorld(
                generator,
                50,
                List.of(new Site(100 * MB, Duration.ofMillis(5), false)),
                SessionLimits.DEFAULT,
                throttle);
        assertEquals(new Complete(), world.run());
        assertTrue(world.took().toSeconds() >= 600 && world.took().toSeconds() < 605, "took " + world.took());
    }
}
