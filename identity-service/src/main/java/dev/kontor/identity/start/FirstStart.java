package dev.kontor.identity.start;

import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.OurSite;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;

/// What has to be on disk before Quarkus starts: keys, and a certificate for this service.
public final class FirstStart {
    private FirstStart() {}

    /// Founds the site unless it exists, and issues our certificate unless there is a good one.
    public static void prepare(Settings settings, Instant now)
            throws KeysUnavailableException, IOException, GeneralSecurityException {
        OurSite site = OurSite.open(settings, new SecureRandom(), now);
        new OwnCertificate(site, settings).provide(now);
    }
}
