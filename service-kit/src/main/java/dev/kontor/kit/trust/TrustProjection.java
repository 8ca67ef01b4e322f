package dev.kontor.kit.trust;

import dev.kontor.kit.bus.Event;
import dev.kontor.kit.bus.EventListener;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// Holds the trust view in memory; decisions read it without asking anybody.
///
/// Pulled from identity-service at start, on each change of a grant or partner, and every ten seconds. When it has not
/// been confirmed for [#DEADLINE] it is stale, and a stale view decides nothing: revocation must not be outrun by
/// cutting the line to identity-service. Thread-safe; [#current] never blocks.
@ApplicationScoped
@IfBuildProperty(name = "kontor.trust.projection", stringValue = "true")
public class TrustProjection implements EventListener {
    private static final Logger LOG = Logger.getLogger(TrustProjection.class);

    // Our choice.
    /// How long a view holds without confirmation.
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration PULL_DEADLINE = Duration.ofSeconds(5);

    private final Supplier<Uni<TrustView>> source;
    private final Clock clock;
    private volatile Trust held;
    private final AtomicBoolean failing = new AtomicBoolean();

    /// What may be decided by, now.
    public sealed interface Trust {
        /// Confirmed within the deadline.
        record Fresh(TrustView view, Instant confirmedAt) implements Trust {}

        /// Not confirmed since then: refuse.
        record Stale(Instant since) implements Trust {}
    }

    @Inject
    TrustProjection(@RestClient TrustSource source) {
        this(source::trust, Clock.systemUTC());
    }

    TrustProjection(Supplier<Uni<TrustView>> source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.held = new Trust.Stale(clock.instant());
    }

    /// The view, if it may still be decided by.
    public Trust current() {
        return switch (held) {
            case Trust.Stale stale -> stale;
            case Trust.Fresh fresh ->
                clock.instant().isAfter(fresh.confirmedAt().plus(DEADLINE))
                        ? new Trust.Stale(fresh.confirmedAt())
                        : fresh;
        };
    }

    /// The certificate authority that an active partner's site must show; fits [dev.kontor.kit.tls.PeerPins].
    public Optional<Bytes> pinOf(SiteId site) {
        return switch (current()) {
            case Trust.Stale stale -> Optional.empty();
            case Trust.Fresh fresh ->
                fresh.view()
                        .partnerOf(site)
                        .filter(PartnerView::active)
                        .flatMap(partner -> partner.site(site))
                        .map(PartnerSite::caKeyHash);
        };
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.GRANT_CHANGED, EventTypes.PARTNER_CHANGED);
    }

    /// Never fails: the schedule pulls again soon, and the deadline watches over both.
    @Override
    public Uni<Void> on(Event event, Mutiny.Session session) {
        return pull();
    }

    @Scheduled(every = "10s")
    public Uni<Void> pull() {
        Instant asked = clock.instant();
        return Uni.createFrom()
                .deferred(source::get)
                .ifNoItem()
                .after(PULL_DEADLINE)
                .fail()
                .invoke(view -> confirm(view, asked))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(this::onFailure);
    }

    /// The view held true when it was asked for; an answer that was overtaken by one asked for later says nothing.
    private synchronized void confirm(TrustView view, Instant asked) {
        if (held instanceof Trust.Fresh newer && newer.confirmedAt().isAfter(asked)) {
            return;
        }
        held = new Trust.Fresh(view, asked);
        if (failing.compareAndSet(true, false)) {
            LOG.infof("trust confirmed again version=%d", view.version());
        }
    }

    private Uni<Void> onFailure(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf("trust cannot be confirmed, requests are refused after %s reason=%s", DEADLINE, failure);
        }
        return Uni.createFrom().voidItem();
    }
}
