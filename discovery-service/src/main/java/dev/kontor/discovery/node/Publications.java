package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The records that we publish and when each is due again: hourly, because keepers come and go; sooner while fewer
/// nodes keep it than should, and when a small network grows.
final class Publications {
    private record Due(Instant at, Key key) {}

    private final RandomGenerator random;
    private final Map<Key, Standing> standings = new LinkedHashMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
    private int running;

    Publications(RandomGenerator random) {
        this.random = random;
    }

    void replace(List<Publication> publications, Instant now) {
        List<Publication> bounded = publications.subList(0, Math.min(publications.size(), Tuning.PUBLICATIONS));
        Set<Key> named = new HashSet<>(bounded.stream().map(Publication::key).toList());
        standings.values().removeIf(standing -> {
            boolean gone = standing.until().equals(Instant.MAX)
                    && !named.contains(standing.publication().key());
            running -= gone && standing.running() ? 1 : 0;
            return gone;
        });
        bounded.forEach(publication -> add(publication, Instant.MAX, now));
    }

    /// Publishes one more record until then; returns false when there are too many.
    boolean put(Publication publication, Instant until, Instant now) {
        if (!standings.containsKey(publication.key()) && standings.size() >= Tuning.PUBLICATIONS + Tuning.PUTS) {
            return false;
        }
        add(publication, until, now);
        return true;
    }

    private void add(Publication publication, Instant until, Instant now) {
        Standing known = standings.get(publication.key());
        if (known == null || !known.publication().equals(publication)) {
            running -= known != null && known.running() ? 1 : 0;
            set(new Standing(publication, until, now, 0, 0, false));
        }
    }

    private void set(Standing standing) {
        standings.put(standing.publication().key(), standing);
        if (!standing.running()) {
            queue.add(new Due(standing.dueAt(), standing.publication().key()));
        }
    }

    /// Takes what is due now, not too much at a time; each counts as running until its outcome is told.
    List<Publication> due(Instant now) {
        List<Publication> due = new ArrayList<>();
        while (!nextDue().isAfter(now)) {
            Standing standing = standings.get(queue.remove().key());
            if (standing == null) {
                throw new IllegalStateException("a publication is due that is not known");
            }
            if (!standing.until().isAfter(now)) {
                standings.remove(standing.publication().key());
                continue;
            }
            running++;
            set(standing.started());
            due.add(standing.publication());
        }
        return due;
    }

    void onOffered(Publication publication, int copies, Instant now) {
        Standing standing = standings.get(publication.key());
        if (standing == null || !standing.running() || !standing.publication().equals(publication)) {
            return;
        }
        running--;
        int thin = copies < RoutingTable.K ? standing.thin() + 1 : 0;
        set(standing.offered(now.plus(pause(thin)), thin, copies));
    }

    /// Somebody else has published with our key: we say what we have to say all the same, and the highest sequence
    /// wins.
    void onContested(Publication publication, Instant now) {
        Standing standing = standings.get(publication.key());
        if (standing != null
                && publication.expected() != null
                && standing.publication().equals(publication)) {
            Publication free = publication.unconditional();
            set(new Standing(free, standing.until(), now.plus(Tuning.THIN_FIRST), 0, standing.copies(), false));
        }
    }

    private Duration pause(int thin) {
        Duration pause = Tuning.REPUBLISH_EVERY;
        if (thin > 0) {
            Duration doubled = Tuning.THIN_FIRST.multipliedBy(1L << Math.min(thin - 1, 10));
            pause = doubled.compareTo(Tuning.THIN_MOST) > 0 ? Tuning.THIN_MOST : doubled;
        }
        return jittered(pause, random);
    }

    /// Between nine tenths of the duration and all of it, so that nodes do not fall into step.
    static Duration jittered(Duration duration, RandomGenerator random) {
        return duration.minusNanos(duration.toNanos() / 1_000 * random.nextInt(100));
    }

    /// Somebody new is in the table who may be nearer to our keys than those who keep our records.
    void onNewcomer(Instant now) {
        Instant soon = now.plus(Tuning.NEWCOMER_PAUSE);
        for (Standing standing : List.copyOf(standings.values())) {
            if (standing.copies() < RoutingTable.K && standing.dueAt().isAfter(soon)) {
                set(standing.atTheLatest(soon));
            }
        }
    }

    /// A priority node is back, with nothing: offers are spread, because all publishers notice at the same time.
    void onPriorityNode(Instant now) {
        for (Standing standing : List.copyOf(standings.values())) {
            Instant soon = now.plusMillis(random.nextLong(Tuning.PRIORITY_BACK.toMillis()));
            if (standing.dueAt().isAfter(soon)) {
                set(standing.atTheLatest(soon));
            }
        }
    }

    Instant nextDue() {
        if (running >= Tuning.OFFERS) {
            return Instant.MAX;
        }
        for (Due next = queue.peek(); next != null; next = queue.peek()) {
            Standing standing = standings.get(next.key());
            if (standing != null && !standing.running() && standing.dueAt().equals(next.at())) {
                return next.at();
            }
            queue.remove();
        }
        return Instant.MAX;
    }

    List<Standing> standings() {
        return List.copyOf(standings.values());
    }
}
