package dev.kontor.identity.api;

import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.start.FirstStart;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A fresh data folder with keys and our own certificate, and a trust folder with an enrolment secret: what the
/// service finds in production.
public final class SiteFolder implements QuarkusTestResourceLifecycleManager {
    static final String SECRET = "a secret for tests";

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("identity");
            Map<String, String> configuration = Map.of(
                    "kontor.site.label",
                    "acme",
                    "kontor.organisation.name",
                    "acme-inc",
                    "kontor.data.dir",
                    folder.resolve("identity").toString(),
                    "kontor.trust.dir",
                    folder.resolve("trust").toString());
            Settings settings = Settings.from(key -> Optional.ofNullable(configuration.get(key)));
            FirstStart.prepare(settings, Instant.now());
            Files.writeString(settings.enrolmentSecret(), SECRET + "\n");
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | KeysUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        // The operating system clears its temporary folder.
    }
}
