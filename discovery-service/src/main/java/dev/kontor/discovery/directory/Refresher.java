package dev.kontor.discovery.directory;

import dev.kontor.wire.id.SiteId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Notices that a known site has moved before somebody needs it: asks the network again for every site that was wanted
/// lately, and forgets those that nobody has wanted for long.
@ApplicationScoped
class Refresher {
    private static final Logger LOG = Logger.getLogger(Refresher.class);

    // Our choice.
    private static final Duration CHECK_AFTER = Duration.ofMinutes(5);
    private static final Duration WANTED_WITHIN = Duration.ofDays(7);
    private static final Duration FORGET_AFTER = Duration.ofDays(30);
    private static final int SITES = 100;

    private final KnownSites known;
    private final Directory directory;
    private final Clock clock = Clock.systemUTC();

    Refresher(KnownSites known, Directory directory) {
        this.known = known;
        this.directory = directory;
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshDue() {
        return known.due(CHECK_AFTER, WANTED_WITHIN, SITES, clock.instant())
                .chain(this::refreshAll)
                .onFailure()
                .invoke(failure -> LOG.warnf("known sites not refreshed reason=%s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> refreshAll(List<SiteId> sites) {
        return Multi.createFrom()
                .iterable(sites)
                .onItem()
                .transformToUniAndConcatenate(directory::refresh)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return known.forget(FORGET_AFTER, clock.instant());
    }
}
