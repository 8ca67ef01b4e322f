package dev.kontor.transfer.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Sources behind lines of a given rate around a session: what arrives when, and how much of it in any second.
/// Each site has one line, however many connections it serves, unless each connection is slow by itself.
final class LineWorld {
    private static final int PIECE = 1 << 20;
    private static final int CHUNK = 256 << 10;
    private static final int LEAF = 16 << 10;
    private static final int MAX_STEPS = 1_000_000;
    private static final double NANOS = 1e9;

    /// A site: how fast it sends, how far away it is, and whether what it sends is wrong.
    ///
    /// @param perConnection whether the rate is that of each connection, as when packets are lost
    record Site(long bytesPerSecond, Duration roundTrip, boolean lies, boolean perConnection) {
        Site(long bytesPerSecond, Duration roundTrip, boolean lies) {
            this(bytesPerSecond, roundTrip, lies, false);
        }
    }

    private record Due(Instant at, long order, SessionEvent event) {}

    private final List<Site> sites;
    private final FetchSession session;
    private final Generator generator;
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private final Map<Integer, Integer> siteOf = new HashMap<>();
    private final Map<Integer, Instant> lineFree = new HashMap<>();
    private final Map<Integer, Long> sent = new HashMap<>();
    private final Map<Long, Long> perSecond = new HashMap<>();
    private final int count;
    private Instant now = ManualClock.EPOCH;
    private long order;
    private @Nullable Outcome outcome;

    /// @param sites the first one is the origin
    LineWorld(Generator generator, int count, List<Site> sites, SessionLimits limits, Throttle throttle) {
        this.generator = generator;
        this.sites = sites;
        this.count = count;
        long[] sizes = new long[count];
        java.util.Arrays.fill(sizes, PIECE);
        this.session = new FetchSession(sizes, limits, new Random(generator.seed()), throttle);
    }

    Outcome run() {
        perform(session.start(now));
        for (int site = 1; site < sites.size(); site++) {
            later(now, new SessionEvent.Found(site));
        }
        for (int step = 0; outcome == null; step++) {
            assertTrue(step < MAX_STEPS, "the session does not end");
            Instant tick = now.plus(
                    session.wake().filter(wake -> wake.toMillis() < 200).orElse(Duration.ofMillis(200)));
            Due due = agenda.peek();
            if (due == null || due.at().isAfter(tick)) {
                now = tick;
                perform(session.on(new SessionEvent.Tick(), now));
            } else {
                agenda.remove();
                now = due.at().isAfter(now) ? due.at() : now;
                perform(session.on(due.event(), now));
            }
        }
        return outcome;
    }

    Duration took() {
        return Duration.between(ManualClock.EPOCH, now);
    }

    double bytesPerSecond() {
        return (double) count * PIECE / (took().toNanos() / NANOS);
    }

    /// Bytes that a site sent.
    long sent(int site) {
        return sent.getOrDefault(site, 0L);
    }

    private void perform(List<SessionEffect> effects) {
        for (SessionEffect effect : effects) {
            switch (effect) {
                case SessionEffect.Connect(var source, var site, var wait) -> {
                    siteOf.put(source, site);
                    later(now.plus(wait).plus(roundTrip(site)), new SessionEvent.Joined(source, 128));
                }
                case SessionEffect.Ask(var source, var pieces) -> pieces.forEach(piece -> send(source, piece));
                case SessionEffect.Commit(var pieces) -> later(now.plusMillis(20), new SessionEvent.Stored(pieces));
                case SessionEffect.Drop _, SessionEffect.Release _ -> {}
                case SessionEffect.Finished(var how) -> outcome = how;
            }
        }
    }

    private Duration roundTrip(int site) {
        return sites.get(site).roundTrip().plusMillis(generator.between(0, 5));
    }

    private void send(int source, int piece) {
        int number = siteOf.getOrDefault(source, 0);
        Site site = sites.get(number);
        Instant from = now.plus(roundTrip(number));
        int line = site.perConnection() ? -1 - source : number;
        Instant free = lineFree.getOrDefault(line, from);
        Instant at = free.isAfter(from) ? free : from;
        if (site.lies()) {
            // Its leaf hashes came first: the first leaf tells.
            sent.merge(number, (long) LEAF, Long::sum);
            later(at.plus(time(site, LEAF)), new SessionEvent.Bad(source, piece, "leaf 0 is not what its hash says"));
            return;
        }
        for (int chunk = 0; chunk < PIECE / CHUNK; chunk++) {
            at = at.plus(time(site, CHUNK));
            sent.merge(number, (long) CHUNK, Long::sum);
            perSecond.merge(Duration.between(ManualClock.EPOCH, at).toSeconds(), (long) CHUNK, Long::sum);
            later(at, new SessionEvent.Progress(source, CHUNK));
        }
        lineFree.put(line, at);
        later(at.plusMillis(generator.between(1, 4)), new SessionEvent.Verified(source, piece));
    }

    private static Duration time(Site site, long bytes) {
        return Duration.ofNanos((long) (bytes * NANOS / site.bytesPerSecond()));
    }

    private void later(Instant at, SessionEvent event) {
        agenda.add(new Due(at, order++, event));
    }
}
