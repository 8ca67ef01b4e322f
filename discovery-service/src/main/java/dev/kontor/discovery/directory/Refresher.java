package dev.kontor.discovery.directory;

import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.node.Membership;
import dev.kontor.wire.id.SiteId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Notices that a known site has moved before somebody needs it: asks the network again for every site that was wanted
/// lately, all at once when we have been away, and forgets those that nobody has wanted for long.
@ApplicationScoped
public class Refresher {
    private static final Logger LOG = Logger.getLogger(Refresher.class);

    // Our choice.
    private static final Duration CHECK_AFTER = Duration.ofMinutes(5);
    private static final Duration WANTED_WITHIN = Duration.ofDays(7);
    private static final Duration FORGET_AFTER = Duration.ofDays(30);
    private static final Duration ROUND_EVERY = Duration.ofSeconds(30);
    private static final int SITES = 1_000;

    private final KnownSites known;
    private final Directory directory;
    private final Dht dht;
    private final Clock clock = Clock.systemUTC();
    private Instant roundAt = Instant.EPOCH;
    private @Nullable Instant memberSince;
    private volatile @Nullable Round last;

    Refresher(KnownSites known, Directory directory, Dht dht) {
        this.known = known;
        this.directory = directory;
        this.dht = dht;
    }

    /// How many sites were asked for again in one go, and how long that took.
    public record Round(Instant at, int sites, Duration took) {}

    /// The last one that had something to do.
    public Optional<Round> last() {
        return Optional.ofNullable(last);
    }

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshDue() {
        return dht.membership()
                .chain(membership -> membership instanceof Membership.Member(Instant since)
                        ? refreshAsMember(since)
                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("known sites not refreshed reason=%s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> refreshAsMember(Instant since) {
        Instant now = clock.instant();
        boolean back = !since.equals(memberSince);
        if (!back && roundAt.isAfter(now)) {
            return Uni.createFrom().voidItem();
        }
        memberSince = since;
        roundAt = now.plus(ROUND_EVERY);
        return known.due(back ? Duration.ZERO : CHECK_AFTER, WANTED_WITHIN, SITES, now)
                .chain(sites -> sites.isEmpty() ? Uni.createFrom().voidItem() : refresh(sites, now));
    }

    private Uni<Void> refresh(List<SiteId> sites, Instant began) {
        return directory
                .refresh(sites)
                .invoke(() -> last = new Round(began, sites.size(), Duration.between(began, clock.instant())));
    }

    @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return known.forget(FORGET_AFTER, clock.instant());
    }
}
