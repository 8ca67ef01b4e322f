package dev.kontor.kit.bus;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// How the bus is: whether the broker is there, what waits in the outbox, how many dead letters lie here.
///
/// A broker that is away makes a service neither dead nor unready, because events wait; so this is a wellness check
/// (`/q/health/well`), and the log says once when the broker goes and once when it is back.
@Wellness
@Default // Wellness is a qualifier too
@ApplicationScoped
public class BusHealth implements AsyncHealthCheck {
    private static final Logger LOG = Logger.getLogger(BusHealth.class);
    private static final String COUNTS = "select (select count(*) from outbox_event where sent_at is null),"
            + " (select count(*) from inbox_event where failure is not null)";

    private final HealthCenter channels;
    private final Mutiny.SessionFactory sessions;
    private final String connector;
    private volatile boolean there = true;

    BusHealth(
            HealthCenter channels,
            Mutiny.SessionFactory sessions,
            @ConfigProperty(name = "kontor.bus.connector") String connector) {
        this.channels = channels;
        this.sessions = sessions;
        this.connector = connector;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return sessions.withSession(session ->
                        session.createNativeQuery(COUNTS, Object[].class).getSingleResult())
                .map(counts -> report(((Number) counts[0]).longValue(), ((Number) counts[1]).longValue()));
    }

    /// Whether it makes sense to send, as of the last look.
    boolean brokerIsThere() {
        return there;
    }

    /// Connectors answer this on a worker thread only; on an event loop they always say no.
    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        boolean before = there;
        there = channels.getReadiness().getChannels().stream()
                .filter(channel -> channel.getChannel().equals(OutboxRelay.CHANNEL))
                .allMatch(channel -> channel.isOk());
        if (there && !before) {
            LOG.infof("broker is back connector=%s", connector);
        } else if (!there && before) {
            LOG.warnf("broker is away, events wait until it is back connector=%s", connector);
        }
    }

    private HealthCheckResponse report(long waiting, long dead) {
        return HealthCheckResponse.named("events")
                .withData("broker", there ? "there" : "away")
                .withData("waiting", waiting)
                .withData("deadLetters", dead)
                .status(there && dead == 0)
                .build();
    }
}
