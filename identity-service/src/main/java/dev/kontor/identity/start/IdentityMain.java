package dev.kontor.identity.start;

import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.settings.Settings;
import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;

/// Starts identity-service. It enrols nowhere: it opens the site's keys, or founds the site at the first start, and
/// issues its certificate to itself before Quarkus needs it.
@QuarkusMain
public final class IdentityMain {
    /// The exit status for what an operator has to mend (EX_CONFIG of sysexits.h).
    private static final int MISCONFIGURED = 78;

    private IdentityMain() {}

    public static void main(String... args) {
        if (prepare()) {
            Enrolment.awaitDatabase("identity-service");
            Quarkus.run(args);
        } else {
            System.exit(MISCONFIGURED);
        }
    }

    private static boolean prepare() {
        try {
            FirstStart.prepare(Settings.ofProcess(), Instant.now());
            return true;
        } catch (KeysUnavailableException | IllegalArgumentException misconfigured) {
            say(String.valueOf(misconfigured.getMessage()));
        } catch (IOException | GeneralSecurityException unwritable) {
            say("The certificate files cannot be written: " + unwritable + ".");
        }
        return false;
    }

    /// Logging is not there before Quarkus is.
    @SuppressWarnings("SystemOut")
    private static void say(String sentence) {
        System.err.println("identity-service: " + sentence);
    }
}
