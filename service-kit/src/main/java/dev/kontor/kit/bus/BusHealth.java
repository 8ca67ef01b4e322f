package dev.kontor.kit.bus;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean away = new AtomicBoolean();

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

    /// Whether it makes sense to send.
    boolean brokerIsThere() {
        return channels.getReadiness().getChannels().stream()
                .filter(channel -> channel.getChannel().equals("events-out"))
                .allMatch(channel -> channel.isOk());
    }

    @Scheduled(every = "5s", delayed = "5s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void tellWhenTheBrokerComesAndGoes() {
        boolean there = brokerIsThere();
        if (there && away.compareAndSet(true, false)) {
            LOG.infof("broker is back connector=%s", connector);
        } else if (!there && away.compareAndSet(false, true)) {
            LOG.warnf("broker is away, events wait until it is back connector=%s", connector);
        }
    }

    private HealthCheckResponse report(long waiting, long dead) {
        boolean there = brokerIsThere();
        return HealthCheckResponse.named("events")
                .withData("broker", there ? "there" : "away")
                .withData("waiting", waiting)
                .withData("deadLetters", dead)
                .status(there && dead == 0)
                .build();
    }
}
