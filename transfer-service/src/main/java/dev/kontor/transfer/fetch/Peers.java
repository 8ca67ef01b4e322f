package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.peer.PeerConnector;
import dev.kontor.transfer.peer.PeerLostException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Connections to partners' sites. One for each site stays warm for a minute after its last use, so that the next
/// question costs one round trip; transfers open further ones. Safe for use by any thread.
@ApplicationScoped
class Peers {
    private static final Logger LOG = Logger.getLogger(Peers.class);

    // Our choice.
    private static final Duration WARM = Duration.ofSeconds(60);
    private static final int MAX_WARM = 256;

    private record Warm(PeerConnection connection, Instant usedAt) {}

    private final PeerConnector connector;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<SiteId, Warm> warm = new ConcurrentHashMap<>();

    Peers(PeerConnector connector, MeterRegistry meters, Clock clock) {
        this.connector = connector;
        this.meters = meters;
        this.clock = clock;
    }

    /// A site and where it is.
    ///
    /// @param pin SHA-256 of the public key of its certificate authority
    record Site(Descriptor descriptor, Bytes pin) {
        SiteId id() {
            return descriptor.siteId();
        }
    }

    /// The warm connection to a site, or a new one, which is warm from now on.
    CompletableFuture<PeerConnection> warm(Site site) {
        Warm known = warm.get(site.id());
        if (known != null && known.connection().open()) {
            warm.put(site.id(), new Warm(known.connection(), clock.instant()));
            return CompletableFuture.completedFuture(known.connection());
        }
        return connect(site).thenApply(connection -> keep(site.id(), connection));
    }

    /// Whether the connection is the one that is kept for questions.
    private boolean isWarm(PeerConnection connection) {
        Warm known = warm.get(connection.peer().siteId());
        return known != null && known.connection() == connection;
    }

    private PeerConnection keep(SiteId site, PeerConnection connection) {
        if (warm.size() < MAX_WARM || warm.containsKey(site)) {
            Warm before = warm.put(site, new Warm(connection, clock.instant()));
            if (before != null
                    && before.connection() != connection
                    && !before.connection().open()) {
                before.connection().close();
            }
        }
        return connection;
    }

    /// A new connection: the site's endpoints one after another.
    CompletableFuture<PeerConnection> connect(Site site) {
        List<Endpoint> endpoints = site.descriptor().endpoints();
        CompletableFuture<PeerConnection> attempt = CompletableFuture.failedFuture(
                new PeerLostException("the descriptor of " + site.id() + " names no endpoint"));
        for (Endpoint endpoint : endpoints) {
            attempt = attempt.exceptionallyCompose(_ -> connector.connect(endpoint, site.id(), site.pin()));
        }
        return attempt;
    }

    /// Connections for a transfer: the warm one first, then new ones.
    Lines lines(Site site) {
        return new Lines() {
            private boolean warmTaken;

            @Override
            public synchronized CompletableFuture<PeerConnection> open() {
                boolean first = !warmTaken;
                warmTaken = true;
                return first ? warm(site) : connect(site);
            }

            @Override
            public void release(PeerConnection connection) {
                if (!isWarm(connection)) {
                    connection.close();
                }
            }

            @Override
            public void blame(PeerConnection connection, String reason) {
                Peers.this.blame(site, connection, reason);
            }
        };
    }

    /// The site behind the connection did wrong: says so, counts it, and closes.
    void blame(Site site, PeerConnection connection, String reason) {
        LOG.warnf("source dropped site=%s reason=%s", site.id(), reason);
        meters.counter("kontor.sources.dropped").increment();
        forget(connection);
        connection.refuse(reason);
    }

    /// The connection is of no use any more.
    void forget(PeerConnection connection) {
        warm.computeIfPresent(connection.peer().siteId(), (_, known) -> unless(connection, known));
    }

    @SuppressWarnings("NullAway") // a mapping that becomes null is removed
    private static Warm unless(PeerConnection connection, Warm known) {
        return known.connection() == connection ? null : known;
    }

    @Scheduled(every = "10s")
    void closeIdle() {
        Instant before = clock.instant().minus(WARM);
        List<PeerConnection> idle = new ArrayList<>();
        for (Iterator<Warm> all = warm.values().iterator(); all.hasNext(); ) {
            Warm one = all.next();
            if (one.usedAt().isBefore(before) || !one.connection().open()) {
                all.remove();
                idle.add(one.connection());
            }
        }
        idle.forEach(PeerConnection::close);
    }
}
