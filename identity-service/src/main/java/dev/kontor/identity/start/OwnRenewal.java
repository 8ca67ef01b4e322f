package dev.kontor.identity.start;

import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.OurSite;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Renews this service's own certificate when two thirds of its life are over; the TLS registry notices the new
/// files. Not while we wait to be started again as another site: the others then look for its authority already.
@ApplicationScoped
class OwnRenewal {
    private static final Logger LOG = Logger.getLogger(OwnRenewal.class);

    private final OurSite site;
    private final OwnCertificate certificate;
    private final Clock clock;

    OwnRenewal(OurSite site, Settings settings, Clock clock) {
        this.site = site;
        this.certificate = new OwnCertificate(site, settings);
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renewWhenDue() {
        if (LaunchMode.current() != LaunchMode.NORMAL || site.next().another()) {
            return;
        }
        try {
            if (certificate.provide(clock.instant())) {
                LOG.info("own certificate renewed");
            }
        } catch (IOException | GeneralSecurityException failure) {
            LOG.warnf("own certificate not renewed, next try in a minute reason=%s", failure);
        }
    }
}
