package dev.kontor.transfer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.transfer.session.SessionEffect.Ask;
import dev.kontor.transfer.session.SessionEffect.Commit;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.session.SessionEffect.Connect;
import dev.kontor.transfer.session.SessionEffect.Drop;
import dev.kontor.transfer.session.SessionEffect.Failed;
import dev.kontor.transfer.session.SessionEffect.Finished;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionEffect.Superseded;
import dev.kontor.transfer.session.SimulatedWorld.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FetchSessionTest {
    private static final SessionLimits LIMITS =
            new SessionLimits(8 << 20, 32, 8, 4 << 20, 2, 3, 8, Duration.ofSeconds(15));
    private static final Instant T0 = ManualClock.EPOCH;

    @Test
    void fetchesEverythingOnceInFineWeather() {
        Generator.check(200, generator -> {
            int count = generator.between(0, 300);
            SimulatedWorld world = new SimulatedWorld(generator, count, LIMITS, Weather.FINE);
            assertEquals(new Complete(), world.run());
            assertTrue(world.allStored());
            assertEquals(count, world.asked());
        });
    }

    @Test
    void finishesThroughLossSilenceBusyAndAbsence() {
        Generator.check(300, generator -> {
            Weather weather = new Weather(0.1, 0.02, 0, 0.01, 0.05, 0.01);
            SimulatedWorld world = new SimulatedWorld(generator, generator.between(1, 300), LIMITS, weather);
            // Absence at every source at once may end it; nothing else may.
            switch (world.run()) {
                case Complete _ -> assertTrue(world.allStored());
                case Failed(var slug, var _) -> assertEquals("piece-missing", slug);
                case Refused _, Superseded _ -> throw new AssertionError("nobody refused");
            }
        });
    }

    @Test
    void dropsALiarAndGetsThePieceElsewhere() {
        Generator.check(300, generator -> {
            Weather weather = new Weather(0, 0, 0.01, 0, 0, 0);
            SimulatedWorld world = new SimulatedWorld(generator, generator.between(1, 200), LIMITS, weather);
            assertEquals(new Complete(), world.run());
            assertTrue(world.allStored());
            assertTrue(world.connections() <= 2 + world.bad());
        });
    }

    @Test
    void givesUpOnAPieceThatIsAlwaysDamaged() {
        SimulatedWorld world = new SimulatedWorld(Generator.seeded(1), 1, LIMITS, new Weather(0, 0, 1, 0, 0, 0));
        assertEquals("bad-piece", assertInstanceOf(Failed.class, world.run()).slug());
        assertEquals(3, world.bad());
    }

    @Test
    void givesUpWhenNobodyCanBeReached() {
        SimulatedWorld world = new SimulatedWorld(Generator.seeded(1), 50, LIMITS, new Weather(1, 0, 0, 0, 0, 0));
        assertEquals("source-lost", assertInstanceOf(Failed.class, world.run()).slug());
        assertTrue(world.connections() <= LIMITS.reconnects() + 2);
        assertTrue(Duration.between(T0, world.now()).toSeconds() < 60);
    }

    @Test
    void nothingWantedIsDoneAtOnce() {
        FetchSession session = session(0);
        assertEquals(List.of(new Finished(new Complete())), session.start(T0));
    }

    @Test
    void refusalEndsIt() {
        FetchSession session = joined(session(3));
        List<SessionEffect> effects = session.on(new SessionEvent.Denied(0, "expired", "the grant ended"), T0);
        assertTrue(effects.contains(new Drop(0, "denied: expired")));
        assertEquals(new Finished(new Refused("expired", "the grant ended")), effects.getLast());
    }

    @Test
    void asksForTheLatestWhenTheSnapshotIsGone() {
        assertEquals(
                new Finished(new Superseded()),
                joined(session(3)).on(new SessionEvent.Gone(0), T0).getLast());
    }

    @Test
    void aFullDiskEndsIt() {
        List<SessionEffect> effects = joined(session(3)).on(new SessionEvent.StoreFailed("full"), T0);
        assertEquals(new Finished(new Failed("store-failed", "full")), effects.getLast());
    }

    @Test
    void asksForPreferredPiecesFirst() {
        FetchSession session = new FetchSession(new long[500], LIMITS, new Random(1));
        session.start(T0);
        session.on(new SessionEvent.Preferred(List.of(400, 17)), T0);
        Ask ask = asks(session.on(new SessionEvent.Joined(0, 8), T0)).getFirst();
        assertEquals(List.of(400, 17, 0, 1, 2, 3, 4, 5), ask.pieces());
    }

    @Test
    void dropsASilentSourceAndAsksAnother() {
        FetchSession session = joined(session(3));
        List<SessionEffect> effects = session.on(new SessionEvent.Tick(), T0.plusSeconds(16));
        assertTrue(effects.contains(new Drop(0, "silent for 15 s")));
        Connect connect = (Connect)
                effects.stream().filter(Connect.class::isInstance).findFirst().orElseThrow();
        assertEquals(
                List.of(0, 1, 2),
                asks(session.on(new SessionEvent.Joined(connect.source(), 32), T0.plusSeconds(16)))
                        .getFirst()
                        .pieces());
    }

    @Test
    void makesTheLastPiecesDurableBeforeItEnds() {
        FetchSession session = joined(session(2));
        assertEquals(List.of(), session.on(new SessionEvent.Verified(0, 1), T0));
        assertEquals(List.of(new Commit(List.of(1, 0))), session.on(new SessionEvent.Verified(0, 0), T0));
        List<SessionEffect> effects = session.on(new SessionEvent.Stored(List.of(0, 1)), T0);
        assertEquals(new Finished(new Complete()), effects.getLast());
    }

    @Test
    void ignoresWhatComesFromADroppedSourceExceptAGoodPiece() {
        FetchSession session = joined(session(2));
        session.on(new SessionEvent.Bad(0, 0, "wrong hash"), T0);
        session.on(new SessionEvent.Bad(0, 0, "wrong hash"), T0);
        session.on(new SessionEvent.Bad(0, 0, "wrong hash"), T0);
        session.on(new SessionEvent.Denied(0, "rule", "detail"), T0);
        session.on(new SessionEvent.Verified(0, 0), T0);
        assertEquals(List.of(new Commit(List.of(0, 1))), session.on(new SessionEvent.Verified(0, 1), T0));
    }

    private static FetchSession session(int pieces) {
        long[] sizes = new long[pieces];
        java.util.Arrays.fill(sizes, 1000);
        return new FetchSession(
                sizes, new SessionLimits(8 << 20, 32, 8, 4 << 20, 1, 3, 8, Duration.ofSeconds(15)), new Random(1));
    }

    private static FetchSession joined(FetchSession session) {
        session.start(T0);
        session.on(new SessionEvent.Joined(0, 32), T0);
        return session;
    }

    private static List<Ask> asks(List<SessionEffect> effects) {
        return effects.stream()
                .flatMap(effect -> effect instanceof Ask ask ? Stream.of(ask) : Stream.empty())
                .toList();
    }
}
