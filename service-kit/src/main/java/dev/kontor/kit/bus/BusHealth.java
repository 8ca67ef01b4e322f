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
/// (`/q/health/well`), and the log says once when the broker goes and once when it is back. At start nobody has looked
/// yet: nothing is sent until the channel is ready, and the log says nothing until [#PATIENCE] looks were in vain.
@Wellness
@Default // Wellness is a qualifier too
@ApplicationScoped
public class BusHealth implements AsyncHealthCheck {
    private static final Logger LOG = Logger.getLogger(BusHealth.class);
    private static final String COUNTS = "select (select count(*) from outbox_event where sent_at is null),"
            + " (select count(*) from inbox_event where failure is not null)";

    // Our choice.
    private static final int PATIENCE = 5;

    private final HealthCenter channels;
    private final Mutiny.SessionFactory sessions;
    private final String connector;
    private volatile boolean there;
    private volatile int vain;

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

    /// Whether it makes sense to send, as of the last look. Until it says so, nobody may touch the outgoing channel: it
    /// does not exist before messaging has started.
    boolean brokerIsThere() {
        return there;
    }

    /// Connectors answer this on a worker thread only; on an event loop they always say no.
    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public void look() {
        boolean before = there;
        there = channels.isInitialized()
                && channels.getReadiness().getChannels().stream()
                        .filter(channel -> channel.getChannel().equals(OutboxRelay.CHANNEL))
                        .allMatch(channel -> channel.isOk());
        say(before);
    }

    /// Who was there is missed at once, who was not there yet after some patience.
    private void say(boolean before) {
        boolean missed = vain >= PATIENCE;
        if (there) {
            vain = 0;
        } else {
            vain = before ? PATIENCE : Math.min(vain + 1, PATIENCE);
        }
        if (there && missed) {
            LOG.infof("broker is back connector=%s", connector);
        } else if (vain == PATIENCE && !missed) {
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
