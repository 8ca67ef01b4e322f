package dev.kontor.transfer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Connections, a disk and a clock around a session, driven by one seed. After each step it checks that no piece is
/// asked for twice at a time or when it is here already, that no window is exceeded, that nothing overtakes what a
/// reader wants, and that nothing follows the end.
final class SimulatedWorld {
    /// How often each thing goes wrong, 0 to 1.
    record Weather(double refuseConnection, double loss, double lie, double stall, double busy, double missing) {
        static final Weather FINE = new Weather(0, 0, 0, 0, 0, 0);
    }

    private record Due(Instant at, long order, SessionEvent event) {}

    private static final int MAX_STEPS = 400_000;

    private final Generator generator;
    private final Weather weather;
    private final SessionLimits limits;
    private final FetchSession session;
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private final Map<Integer, Set<Integer>> owed = new HashMap<>();
    private final BitSet verified = new BitSet();
    private final BitSet stored = new BitSet();
    private final Map<Long, List<Integer>> readers = new HashMap<>();
    private final Map<Integer, BitSet> missing = new HashMap<>();
    private final Map<Integer, Integer> holderOf = new HashMap<>();
    private final Map<Integer, Integer> delivered = new HashMap<>();
    private final Set<Integer> caught = new HashSet<>();
    private int helpers;
    private int pauseAt = -1;
    private int liar = -1;
    private final int count;
    private Instant now = ManualClock.EPOCH;
    private long order;
    private int bad;
    private int asked;
    private int connections;
    private @Nullable Outcome outcome;

    SimulatedWorld(Generator generator, int count, SessionLimits limits, Weather weather) {
        Throttle throttle = Throttle.none();
        this.generator = generator;
        this.count = count;
        this.weather = weather;
        this.limits = limits;
        long[] sizes = new long[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = generator.between(1, 1 << 20);
        }
        this.session = new FetchSession(sizes, limits, new Random(generator.seed()), throttle);
    }

    /// Lets so many readers begin somewhere.
    void readers(int howMany) {
        for (long reader = 0; reader < howMany; reader++) {
            int from = generator.between(0, count - 1);
            List<Integer> pieces = new ArrayList<>();
            for (int piece = from; piece < Math.min(count, from + 60); piece++) {
                pieces.add(piece);
            }
            readers.put(reader, pieces);
        }
    }

    /// Readers go on to their next piece that is not here, and say so.
    private void read() {
        for (long reader : List.copyOf(readers.keySet())) {
            List<Integer> pieces = readers.get(reader);
            if (pieces == null || outcome != null) {
                continue;
            }
            boolean moved = pieces.removeIf(piece -> verified.get(piece) && pieces.indexOf(piece) == 0)
                    || generator.chance(0.02);
            if (moved) {
                tell(reader, pieces);
            }
        }
    }

    private void tell(long reader, List<Integer> pieces) {
        if (pieces.isEmpty()) {
            readers.remove(reader);
        }
        perform(session.on(new SessionEvent.Wanted(reader, pieces.subList(0, Math.min(16, pieces.size()))), now));
    }

    /// Nobody is asked for what nobody wants while something wanted could be asked for.
    private void assertNothingOvertakes(int source, int piece) {
        boolean wanted = readers.values().stream()
                .anyMatch(
                        pieces -> pieces.subList(0, Math.min(16, pieces.size())).contains(piece));
        for (List<Integer> pieces : wanted ? List.<List<Integer>>of() : readers.values()) {
            for (int other : pieces.subList(0, Math.min(16, pieces.size()))) {
                boolean waits = !verified.get(other)
                        && !missing.getOrDefault(source, new BitSet()).get(other)
                        && owed.values().stream().noneMatch(pending -> pending.contains(other));
                assertFalse(waits, "piece " + piece + " overtakes " + other + ", which a reader wants");
            }
        }
    }

    /// Somebody pauses it at that step.
    void pauseAfter(int steps) {
        pauseAt = steps;
    }

    /// Whether everything that was verified is stored.
    boolean settled() {
        return stored.equals(verified);
    }

    Outcome run() {
        perform(session.start(now));
        readers.forEach(this::tell);
        for (int helper = 1; helper <= helpers; helper++) {
            deliver(new SessionEvent.Found(helper), now);
        }
        for (int step = 0; outcome == null; step++) {
            assertTrue(step < MAX_STEPS, "the session does not end");
            if (step == pauseAt) {
                deliver(new SessionEvent.Paused(), now);
            }
            Due due = agenda.poll();
            if (due == null) {
                deliver(new SessionEvent.Tick(), now.plusMillis(200));
            } else {
                deliver(due.event(), due.at());
                read();
                if (generator.chance(0.05)) {
                    deliver(new SessionEvent.Tick(), now);
                }
            }
        }
        assertTrue(session.over());
        assertEquals(List.of(), session.on(new SessionEvent.Tick(), now));
        assertNotNull(outcome);
        return outcome;
    }

    int asked() {
        return asked;
    }

    int bad() {
        return bad;
    }

    int connections() {
        return connections;
    }

    boolean allStored() {
        return stored.cardinality() == count;
    }

    void deliver(SessionEvent event, Instant at) {
        if (outcome != null) {
            return;
        }
        now = at.isAfter(now) ? at : now;
        switch (event) {
            case SessionEvent.Verified(var source, var piece) -> {
                if (!verified.get(piece)) {
                    delivered.merge(holderOf.getOrDefault(source, -1), 1, Integer::sum);
                }
                verified.set(piece);
                settled(source, piece);
            }
            case SessionEvent.Missing(var source, var piece) -> {
                missing.computeIfAbsent(source, _ -> new BitSet()).set(piece);
                settled(source, piece);
            }
            case SessionEvent.Busy(var source, var piece, var _) -> settled(source, piece);
            case SessionEvent.Left(var source, var _) -> owed.remove(source);
            case SessionEvent.Bad(var source, var _, var _)
            when owed.containsKey(source) -> caught.add(holderOf.getOrDefault(source, 0));
            case SessionEvent.Stored(var pieces) -> pieces.forEach(stored::set);
            default -> {}
        }
        perform(session.on(event, now));
    }

    private void settled(int source, int piece) {
        Set<Integer> pieces = owed.get(source);
        if (pieces != null) {
            pieces.remove(piece);
        }
    }

    private void perform(List<SessionEffect> effects) {
        for (SessionEffect effect : effects) {
            assertTrue(outcome == null, "an effect after the end");
            switch (effect) {
                case SessionEffect.Connect(var source, var holder, var wait) -> connect(source, holder, wait);
                case SessionEffect.Ask(var source, var pieces) -> ask(source, pieces);
                case SessionEffect.Drop(var source, var _) -> owed.remove(source);
                case SessionEffect.Release(var source, var _) -> owed.remove(source);
                case SessionEffect.Commit(var pieces) -> commit(pieces);
                case SessionEffect.Finished(var how) -> outcome = how;
            }
        }
    }

    /// Lets so many sites help: the first of them lies, all others are as good or bad as the weather.
    void helpers(int howMany, boolean firstLies) {
        helpers = howMany;
        liar = firstLies ? 1 : -1;
    }

    /// Pieces that each holder sent and that were good.
    Map<Integer, Integer> delivered() {
        return delivered;
    }

    private void connect(int source, int holder, Duration wait) {
        connections++;
        assertFalse(owed.containsKey(source), "a source's number was used twice");
        assertFalse(holder > 0 && caught.contains(holder), "a liar is asked again");
        holderOf.put(source, holder);
        long open = owed.keySet().stream()
                .filter(other -> holderOf.getOrDefault(other, -1) == holder)
                .count();
        assertTrue(open < (holder == 0 ? limits.sources() : 1), "too many connections");
        owed.put(source, new HashSet<>());
        Instant at = now.plus(wait).plusMillis(generator.between(1, 50));
        if (generator.chance(weather.refuseConnection())) {
            later(at, new SessionEvent.Left(source, "connection refused"));
        } else {
            later(at, new SessionEvent.Joined(source, generator.between(2, 64)));
        }
    }

    private void ask(int source, List<Integer> pieces) {
        Set<Integer> owes = owed.get(source);
        assertNotNull(owes, "asked a source that is gone");
        assertTrue(pieces.size() <= limits.batch() && !pieces.isEmpty());
        Instant at = now;
        for (int piece : pieces) {
            asked++;
            assertFalse(verified.get(piece), "asked for a piece that is here");
            assertTrue(owed.values().stream().noneMatch(other -> other.contains(piece)), "asked for a piece twice");
            assertNothingOvertakes(source, piece);
            owes.add(piece);
        }
        assertTrue(owes.size() <= limits.windowPieces(), "a window is exceeded");
        for (int piece : pieces) {
            at = at.plusMillis(generator.between(1, 20));
            if (!answer(source, piece, at)) {
                return;
            }
        }
    }

    /// False when nothing more comes from this source.
    private boolean answer(int source, int piece, Instant at) {
        if (generator.chance(weather.loss())) {
            later(at, new SessionEvent.Left(source, "connection reset"));
            return false;
        }
        if (generator.chance(weather.stall())) {
            return false;
        }
        if (generator.chance(weather.lie()) || holderOf.getOrDefault(source, 0) == liar) {
            bad++;
            later(at, new SessionEvent.Bad(source, piece, "wrong hash"));
        } else if (generator.chance(weather.busy())) {
            later(at, new SessionEvent.Busy(source, piece, Duration.ofMillis(generator.between(1, 300))));
        } else if (generator.chance(weather.missing())) {
            later(at, new SessionEvent.Missing(source, piece));
        } else {
            later(at, new SessionEvent.Progress(source, 1 << 19));
            later(at, new SessionEvent.Verified(source, piece));
        }
        return true;
    }

    private void commit(List<Integer> pieces) {
        for (int piece : pieces) {
            assertTrue(verified.get(piece), "committed a piece that was not verified");
            assertFalse(stored.get(piece), "committed a piece twice");
        }
        later(now.plusMillis(generator.between(1, 30)), new SessionEvent.Stored(new ArrayList<>(pieces)));
    }

    void later(Instant at, SessionEvent event) {
        agenda.add(new Due(at, order++, event));
    }

    Instant now() {
        return now;
    }
}
