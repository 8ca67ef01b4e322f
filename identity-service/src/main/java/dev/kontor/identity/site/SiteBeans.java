package dev.kontor.identity.site;

import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/// Makes what everything else is given: settings, site, clock and randomness.
@ApplicationScoped
class SiteBeans {
    @Produces
    @Singleton
    Settings settings(Config config) {
        return Settings.from(key -> config.getOptionalValue(key, String.class));
    }

    /// Opens the key store again; before Quarkus starts it was opened to issue our own certificate.
    @Produces
    @Singleton
    OurSite site(Settings settings, SecureRandom random, Clock clock) throws KeysUnavailableException {
        return OurSite.open(settings, random, clock.instant());
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
