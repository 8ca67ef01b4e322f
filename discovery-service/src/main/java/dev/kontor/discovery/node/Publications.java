package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The records that we publish and when each is due again: hourly, because keepers come and go; sooner while fewer
/// nodes
/// keep it than should, and when a small network grows.
final class Publications {
    private final RandomGenerator random;
    private final Map<Key, Standing> standings = new LinkedHashMap<>();

    Publications(RandomGenerator random) {
        this.random = random;
    }

    void replace(List<Publication> publications, Instant now) {
        List<Publication> bounded = publications.subList(0, Math.min(publications.size(), Tuning.PUBLICATIONS));
        standings.keySet().retainAll(bounded.stream().map(Publication::key).toList());
        for (Publication publication : bounded) {
            Standing known = standings.get(publication.key());
            if (known == null || !known.publication().equals(publication)) {
                standings.put(publication.key(), new Standing(publication, now, 0, 0, false));
            }
        }
    }

    /// Takes what is due now; each counts as running until its outcome is told.
    List<Publication> due(Instant now) {
        List<Publication> due = new ArrayList<>();
        standings.replaceAll((_, standing) -> {
            if (standing.running() || standing.dueAt().isAfter(now)) {
                return standing;
            }
            due.add(standing.publication());
            return new Standing(standing.publication(), standing.dueAt(), standing.thin(), standing.copies(), true);
        });
        return due;
    }

    void onOffered(Publication publication, int copies, Instant now) {
        standings.computeIfPresent(publication.key(), (_, standing) -> {
            if (!standing.publication().equals(publication)) {
                return standing;
            }
            int thin = copies < RoutingTable.K ? standing.thin() + 1 : 0;
            return new Standing(publication, now.plus(pause(thin)), thin, copies, false);
        });
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
        return duration.minus(
                duration.dividedBy(10).multipliedBy(random.nextInt(100)).dividedBy(100));
    }

    /// Somebody new is in the table who may be nearer to our keys than those who keep our records.
    void onNewcomer(Instant now) {
        Instant soon = now.plus(Tuning.NEWCOMER_PAUSE);
        standings.replaceAll(
                (_, standing) -> standing.copies() < RoutingTable.K ? standing.atTheLatest(soon) : standing);
    }

    Instant nextDue() {
        return standings.values().stream()
                .filter(standing -> !standing.running())
                .map(Standing::dueAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    List<Standing> standings() {
        return List.copyOf(standings.values());
    }
}
