package dev.kontor.transfer.fetch;

import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.site.Providers;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Help in both directions: partners who hold a snapshot are asked for its pieces as well as its origin, and what we
/// hold is announced when its origin permits. Blocks; for virtual threads.
@ApplicationScoped
class Helping {
    private static final Logger LOG = Logger.getLogger(Helping.class);

    // Our choice: what discovery-service takes.
    private static final int MOST_LENT = 1000;

    private final Tools tools;
    private final Lending lending;
    private boolean announced;

    /// What a [Help] works with.
    record Tools(Peers peers, Asking asking, Providers providers, TrustProjection trust) {
        /// An active partner's site that can be connected to.
        Optional<Peers.Site> site(SiteId id) {
            return trust.current() instanceof TrustProjection.Trust.Fresh(var view, var _)
                    ? view.partnerOf(id).filter(PartnerView::active).stream()
                            .flatMap(partner -> asking.sites(partner).stream())
                            .filter(site -> site.id().equals(id))
                            .findFirst()
                    : Optional.empty();
        }
    }

    Helping(Peers peers, Asking asking, Providers providers, TrustProjection trust, Lending lending) {
        this.tools = new Tools(peers, asking, providers, trust);
        this.lending = lending;
    }

    Tools tools() {
        return tools;
    }

    Help begin(Order order, PieceDownload download) {
        Help help = new Help(order, download, tools);
        Thread.ofVirtual().name("help").start(help::run);
        return help;
    }

    void lend(SnapshotId id) {
        lending.lend(id);
        announce();
    }

    /// Discovery-service forgets when it restarts, so it is told again and again.
    @Scheduled(every = "60s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void announce() {
        try {
            List<Bytes> keys =
                    lending.lent(MOST_LENT).stream().map(Lending::storageKey).toList();
            if (!keys.isEmpty() || announced) {
                announced = tools.providers().announce(keys) && !keys.isEmpty();
            }
        } catch (RuntimeException failure) {
            LOG.warnf("what is here cannot be announced reason=%s", failure.getMessage());
        }
    }
}
