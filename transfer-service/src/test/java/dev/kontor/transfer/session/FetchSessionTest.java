package dev.kontor.transfer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.kontor.transfer.session.SessionEffect.Paused;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionEffect.Release;
import dev.kontor.transfer.session.SessionEffect.Superseded;
import dev.kontor.transfer.session.SimulatedWorld.Weather;
import dev.kontor.transfer.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FetchSessionTest {
    private static final SessionLimits LIMITS =
            new SessionLimits(8 << 20, 32, 8, 4 << 20, 2, 2, 3, 8, Duration.ofSeconds(15));
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
                case Refused _, Superseded _, Paused _ -> throw new AssertionError("nobody refused");
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
    void helpersShareTheWorkAndALiarIsAskedOnce() {
        Generator.check(200, generator -> {
            Weather weather = generator.chance(0.5) ? Weather.FINE : new Weather(0.1, 0.02, 0, 0.01, 0.05, 0.01);
            SimulatedWorld world = new SimulatedWorld(generator, generator.between(100, 300), LIMITS, weather);
            world.helpers(3, true);
            switch (world.run()) {
                case Complete _ -> {
                    assertTrue(world.allStored());
                    assertEquals(0, world.delivered().getOrDefault(1, 0), "the liar's pieces");
                    assertTrue(world.delivered().getOrDefault(2, 0) > 0, "the honest helper's pieces");
                }
                case Failed(var slug, var _) -> assertEquals("piece-missing", slug);
                case Refused _, Superseded _, Paused _ -> throw new AssertionError("nobody refused");
            }
        });
    }

    @Test
    void helpersFinishWhatTheOriginCannot() {
        FetchSession session = session(3);
        session.start(T0);
        session.on(new SessionEvent.Found(1), T0);
        session.on(new SessionEvent.Left(0, "connection refused"), T0);
        assertEquals(
                List.of(0, 1, 2),
                asks(session.on(new SessionEvent.Joined(1, 32), T0)).getFirst().pieces());
        for (int piece = 0; piece < 3; piece++) {
            session.on(new SessionEvent.Verified(1, piece), T0);
        }
        assertEquals(
                new Finished(new Complete()),
                session.on(new SessionEvent.Stored(List.of(0, 1, 2)), T0).getLast());
    }

    @Test
    void aHelpersRefusalIsNotTheOrigins() {
        FetchSession session = joined(session(100));
        session.on(new SessionEvent.Found(1), T0);
        session.on(new SessionEvent.Joined(1, 32), T0);
        assertEquals(
                List.of(new Drop(1, "denied: ticket")),
                session.on(new SessionEvent.Denied(1, "ticket", "expired"), T0));
        session.on(new SessionEvent.Tick(), T0);
        assertEquals(
                new Finished(new Refused("revoked", "the grant was revoked")),
                session.on(new SessionEvent.Withdrawn("revoked", "the grant was revoked"), T0)
                        .getLast());
    }

    @Test
    void aSlowHelperIsLeftToItself() {
        long[] sizes = new long[100];
        java.util.Arrays.fill(sizes, 1 << 20);
        FetchSession session = new FetchSession(
                sizes,
                new SessionLimits(8 << 20, 32, 8, 4 << 20, 1, 1, 3, 8, Duration.ofSeconds(15)),
                new Random(1),
                Throttle.none());
        joined(session);
        session.on(new SessionEvent.Found(1), T0);
        session.on(new SessionEvent.Joined(1, 32), T0);
        for (int i = 1; i <= 20; i++) {
            session.on(new SessionEvent.Progress(0, 1000), T0.plusMillis(i * 200L));
            session.on(new SessionEvent.Progress(1, 1000), T0.plusMillis(i * 200L));
        }
        assertEquals(
                new Drop(1, "much slower than others"),
                session.on(new SessionEvent.Tick(), T0.plusSeconds(5)).getFirst());
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
    void asksForWhatReadersWantFirstAndInTheirOrder() {
        FetchSession session = new FetchSession(new long[500], LIMITS, new Random(1), Throttle.none());
        session.start(T0);
        session.on(new SessionEvent.Wanted(1, List.of(400, 401, 402)), T0);
        session.on(new SessionEvent.Wanted(2, List.of(17, 18)), T0);
        List<Ask> asks = asks(session.on(new SessionEvent.Joined(0, 9), T0));
        assertEquals(
                List.of(List.of(400), List.of(17), List.of(401, 18, 402, 0, 1, 2, 3)),
                asks.stream().map(Ask::pieces).toList());
    }

    @Test
    void aReaderThatHasGoneIsForgotten() {
        FetchSession session = new FetchSession(new long[500], LIMITS, new Random(1), Throttle.none());
        session.start(T0);
        session.on(new SessionEvent.Wanted(1, List.of(400, 401)), T0);
        session.on(new SessionEvent.Wanted(1, List.of()), T0);
        assertEquals(
                List.of(0, 1, 2),
                asks(session.on(new SessionEvent.Joined(0, 3), T0)).getFirst().pieces());
    }

    @Test
    void whatSomebodyWaitsForIsAskedForThoughTheWindowIsFull() {
        long[] sizes = new long[500];
        java.util.Arrays.fill(sizes, 1 << 20);
        FetchSession session = new FetchSession(sizes, LIMITS, new Random(1), Throttle.none());
        session.start(T0);
        session.on(new SessionEvent.Joined(0, 32), T0);
        assertEquals(List.of(), asks(session.on(new SessionEvent.Tick(), T0)));
        assertEquals(
                List.of(new Ask(0, List.of(300))), asks(session.on(new SessionEvent.Wanted(1, List.of(300, 301)), T0)));
        assertEquals(List.of(), asks(session.on(new SessionEvent.Wanted(1, List.of(300, 301)), T0)));
    }

    @Test
    void whatSomebodyWaitsForComesFromTheFasterSource() {
        long[] sizes = new long[500];
        java.util.Arrays.fill(sizes, 1 << 20);
        FetchSession session = new FetchSession(sizes, LIMITS, new Random(1), Throttle.none());
        session.start(T0);
        session.on(new SessionEvent.Joined(0, 32), T0);
        session.on(new SessionEvent.Joined(1, 32), T0);
        for (int i = 1; i <= 20; i++) {
            session.on(new SessionEvent.Progress(0, 10_000), T0.plusMillis(i * 50L));
            session.on(new SessionEvent.Progress(1, 100_000), T0.plusMillis(i * 50L));
        }
        assertEquals(
                List.of(new Ask(1, List.of(300))),
                asks(session.on(new SessionEvent.Wanted(1, List.of(300)), T0.plusSeconds(1))));
    }

    @Test
    void aSlowSourceOwesHalfASecondsWorth() {
        long[] sizes = new long[5000];
        java.util.Arrays.fill(sizes, 1 << 16);
        SessionLimits limits = new SessionLimits(8 << 20, 500, 500, 64 << 20, 1, 1, 3, 8, Duration.ofSeconds(15));
        FetchSession session = new FetchSession(sizes, limits, new Random(1), Throttle.none());
        session.start(T0);
        int owed = asks(session.on(new SessionEvent.Joined(0, 500), T0)).stream()
                .mapToInt(ask -> ask.pieces().size())
                .sum();
        assertEquals(32, owed);
        // A megabyte in a quarter of a second: half a second holds two.
        for (int piece = 0; piece < 400; piece++) {
            Instant now = T0.plusMillis(16L * piece);
            owed += asks(session.on(new SessionEvent.Progress(0, 1 << 16), now)).stream()
                    .mapToInt(ask -> ask.pieces().size())
                    .sum();
            owed += asks(session.on(new SessionEvent.Verified(0, piece), now)).stream()
                    .mapToInt(ask -> ask.pieces().size())
                    .sum();
            owed--;
            assertTrue(owed >= 10 && owed <= 34, "owes " + owed);
        }
    }

    @Test
    void readersEverywhereGetTheirPiecesBeforeTheRest() {
        Generator.check(200, generator -> {
            Weather weather = generator.chance(0.5) ? Weather.FINE : new Weather(0.1, 0.02, 0.01, 0.01, 0.05, 0);
            SimulatedWorld world = new SimulatedWorld(generator, generator.between(20, 300), LIMITS, weather);
            world.readers(generator.between(1, 6));
            switch (world.run()) {
                case Complete _ -> assertTrue(world.allStored());
                case Failed(var slug, var _) -> assertEquals("bad-piece", slug);
                case Refused _, Superseded _, Paused _ -> throw new AssertionError("nobody refused");
            }
        });
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

    @Test
    void aPauseKeepsWhatIsVerifiedAndAsksForNothingMore() {
        FetchSession session = joined(session(3));
        session.on(new SessionEvent.Verified(0, 1), T0);
        assertEquals(List.of(new Release(0, true), new Commit(List.of(1))), session.on(new SessionEvent.Paused(), T0));
        // What a worker had in its hands is kept too.
        assertEquals(List.of(new Commit(List.of(0))), session.on(new SessionEvent.Verified(0, 0), T0));
        assertEquals(List.of(), session.on(new SessionEvent.Tick(), T0.plusSeconds(60)));
        assertEquals(List.of(), session.on(new SessionEvent.Stored(List.of(1)), T0));
        assertEquals(List.of(new Finished(new Paused())), session.on(new SessionEvent.Stored(List.of(0)), T0));
    }

    @Test
    void aPauseOfWhatHasNotBegunIsOverAtOnce() {
        FetchSession session = session(3);
        session.start(T0);
        assertEquals(
                List.of(new Release(0, false), new Finished(new Paused())), session.on(new SessionEvent.Paused(), T0));
    }

    @Test
    void aPauseInAnyWeatherLosesNothingThatWasVerified() {
        Generator.check(200, generator -> {
            Weather weather = new Weather(0.1, 0.02, 0, 0.01, 0.05, 0);
            SimulatedWorld world = new SimulatedWorld(generator, generator.between(1, 300), LIMITS, weather);
            world.pauseAfter(generator.between(0, 400));
            switch (world.run()) {
                case Complete _ -> assertTrue(world.allStored());
                case Paused _ -> assertTrue(world.settled());
                case Failed _, Refused _, Superseded _ -> throw new AssertionError("nobody refused");
            }
        });
    }

    private static FetchSession session(int pieces) {
        long[] sizes = new long[pieces];
        java.util.Arrays.fill(sizes, 1000);
        return new FetchSession(
                sizes,
                new SessionLimits(8 << 20, 32, 8, 4 << 20, 1, 1, 3, 8, Duration.ofSeconds(15)),
                new Random(1),
                Throttle.none());
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

    @Test
    void aFullDiskPausesTheSessionForAsLongAsItTakes() {
        FetchSession session = joined(session(3));
        // A piece that came well and could not be written down.
        assertEquals(List.of(), session.on(new SessionEvent.StoreFull(0, List.of(0)), T0));
        Instant later = T0.plus(Duration.ofHours(5));
        // Nobody is asked or connected to, even when everybody hangs up.
        for (int source = 0; source < 2; source++) {
            assertEquals(List.of(), session.on(new SessionEvent.Left(source, "idle"), later));
        }
        assertEquals(List.of(), session.on(new SessionEvent.Tick(), later));
        assertFalse(session.over());
        List<SessionEffect> effects = session.on(new SessionEvent.Room(), later);
        assertTrue(effects.stream().anyMatch(SessionEffect.Connect.class::isInstance), effects.toString());
    }

    @Test
    void whatCouldNotBeMadeDurableIsFetchedAgain() {
        FetchSession session = joined(session(1));
        List<SessionEffect> effects = session.on(new SessionEvent.Verified(0, 0), T0);
        assertEquals(List.of(new SessionEffect.Commit(List.of(0))), effects);
        assertEquals(List.of(), session.on(SessionEvent.StoreFull.uncommitted(List.of(0)), T0));
        effects = session.on(new SessionEvent.Room(), T0);
        assertEquals(List.of(new SessionEffect.Ask(0, List.of(0))), effects);
        assertEquals(List.of(new SessionEffect.Commit(List.of(0))), session.on(new SessionEvent.Verified(0, 0), T0));
        assertEquals(
                new Finished(new Complete()),
                session.on(new SessionEvent.Stored(List.of(0)), T0).getLast());
    }
}
