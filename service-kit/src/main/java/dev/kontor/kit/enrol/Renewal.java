package dev.kontor.kit.enrol;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Looks every minute whether two thirds of the certificate's life are over and enrols again if so. The TLS
/// registry and PeerTls notice the new files by themselves. Where there is nothing to enrol (tests,
/// identity-service, which issues to itself) it does nothing. Public, as everything is that Quarkus calls by
/// schedule or message: where it loads generated classes apart from libraries, a member of the package is out of
/// their reach.
@ApplicationScoped
public class Renewal {
    private static final Logger LOG = Logger.getLogger(Renewal.class);

    private final Optional<Environment> environment;
    private final Clock clock = Clock.systemUTC();

    @Inject
    Renewal(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "kontor.enrolment.renewal") boolean on) {
        this(
                on && !ConfigUtils.isProfileActive("test")
                        ? Optional.of(Environment.ofProcess(service)).filter(found -> !found.enrolmentOff())
                        : Optional.empty());
    }

    Renewal(Optional<Environment> environment) {
        this.environment = environment;
    }

    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public void renewWhenDue() {
        environment.ifPresent(this::renewWhenDue);
    }

    private void renewWhenDue(Environment environment) {
        CertificateFiles files = new CertificateFiles(environment.tlsDirectory());
        if (files.usable(environment.authorityFile(), clock.instant())) {
            return;
        }
        try {
            EnrolmentClient.enrol(environment, files);
            LOG.info("certificate renewed");
        } catch (IOException | GeneralSecurityException failure) {
            LOG.warnf("certificate not renewed, next try in a minute reason=%s", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
