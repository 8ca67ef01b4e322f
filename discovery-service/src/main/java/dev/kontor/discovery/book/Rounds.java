package dev.kontor.discovery.book;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which partner's site is to be asked when: regularly, sooner after a failure, and all at once when we have moved.
/// Used by one task at a time.
final class Rounds {
    private static final Duration RETRY_FIRST = Duration.ofSeconds(10); // our choice

    private record Round(Instant nextAt, int failures) {}

    private final Duration every;
    private final Map<SiteId, Round> rounds = new HashMap<>();
    private @Nullable Bytes descriptor;

    Rounds(Duration every) {
        this.every = every;
    }

    /// The sites that are due; those not named any more are forgotten.
    List<Partners.Site> due(List<Partners.Site> sites, Bytes ownDescriptor, Instant now) {
        if (!Objects.equals(ownDescriptor, descriptor)) {
            descriptor = ownDescriptor;
            rounds.clear();
        }
        rounds.keySet().retainAll(sites.stream().map(Partners.Site::id).toList());
        return sites.stream().filter(site -> isDue(site.id(), now)).toList();
    }

    private boolean isDue(SiteId site, Instant now) {
        Round round = rounds.get(site);
        return round == null || !round.nextAt().isAfter(now);
    }

    void onAnswer(SiteId site, Instant now) {
        rounds.put(site, new Round(now.plus(every), 0));
    }

    /// Returns whether this is the first failure in a row.
    boolean onFailure(SiteId site, Instant now) {
        Round before = rounds.get(site);
        int failures = before == null ? 0 : before.failures();
        Duration pause = RETRY_FIRST.multipliedBy(1L << Math.min(failures, 10));
        rounds.put(site, new Round(now.plus(pause.compareTo(every) < 0 ? pause : every), failures + 1));
        return failures == 0;
    }
}
