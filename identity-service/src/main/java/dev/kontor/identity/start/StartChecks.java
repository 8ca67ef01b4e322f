package dev.kontor.identity.start;

import dev.kontor.identity.keys.Protection;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.OurSite;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import org.jboss.logging.Logger;

/// What must hold before the first request: the keys open, and the fast ciphers of the JDK have not been taken over
/// by a provider that somebody installed.
@ApplicationScoped
class StartChecks {
    private static final Logger LOG = Logger.getLogger(StartChecks.class);

    void onStart(@Observes StartupEvent event, OurSite site, Settings settings) {
        requireProvider(
                "SHA-256",
                provider(
                        () -> MessageDigest.getInstance("SHA-256").getProvider().getName()),
                "SUN");
        requireProvider(
                "AES-GCM",
                provider(() ->
                        Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName()),
                "SunJCE");
        LOG.infof("site opened site=%s organisation=%s name=%s", site.siteId(), site.orgId(), site.name());
        if (settings.protection() instanceof Protection.KeyFile(var file) && file.startsWith(settings.dataDir())) {
            LOG.warnf(
                    "the key that protects the keys lies beside them; move it with KONTOR_KEYS_KEY_FILE file=%s", file);
        }
    }

    private static void requireProvider(String algorithm, String found, String expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException(algorithm + " comes from " + found + " instead of " + expected
                    + "; remove the provider that took over");
        }
    }

    private static String provider(ProviderName lookup) {
        try {
            return lookup.name();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks an algorithm", missing);
        }
    }

    @FunctionalInterface
    private interface ProviderName {
        String name() throws GeneralSecurityException;
    }
}
