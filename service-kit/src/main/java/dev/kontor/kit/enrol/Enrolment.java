package dev.kontor.kit.enrol;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// What a service does before Quarkus starts: wait for what it cannot start without, and get a certificate.
///
/// ```java
/// @QuarkusMain
/// public final class ConnectorMain {
///     public static void main(String... args) {
///         Enrolment.run("connector-service", args);
///     }
/// }
/// ```
///
/// A usable certificate on disk is kept, so a restart asks nobody. Waiting never ends: each wait says on standard error
/// what it waits for and what to do, at first and then every half minute. Runs on the main thread.
public final class Enrolment {
    // Our choice.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int POSTGRES_PORT = 5432;
    private static final int MISCONFIGURED = 2;

    private Enrolment() {}

    /// Waits for the database, enrols, and runs Quarkus until it ends.
    ///
    /// @param service the service's name, which is also its role: `connector-service`
    public static void run(String service, String... args) {
        Environment environment = Environment.ofProcess(service);
        if (!environment.enrolmentOff()) {
            try {
                environment.check();
            } catch (IllegalArgumentException missing) {
                say(String.valueOf(missing.getMessage()));
                System.exit(MISCONFIGURED);
            }
            awaitDatabase(environment);
            awaitCertificate(environment, Clock.systemUTC());
        }
        Quarkus.run(args);
    }

    /// Waits until the database's port answers, when one is configured. For identity-service, which enrols nowhere.
    public static void awaitDatabase(String service) {
        awaitDatabase(Environment.ofProcess(service));
    }

    static void awaitDatabase(Environment environment) {
        environment
                .databaseUrl()
                .map(Enrolment::address)
                .ifPresent(address -> retry(
                        environment.service(),
                        "the database at %s:%d".formatted(address.getHostString(), address.getPort()),
                        "start it or correct QUARKUS_DATASOURCE_REACTIVE_URL",
                        () -> connect(address)));
    }

    static void awaitCertificate(Environment environment, Clock clock) {
        CertificateFiles files = new CertificateFiles(environment.tlsDirectory());
        if (files.usable(environment.authorityFile(), clock.instant())) {
            return;
        }
        retry(
                environment.service(),
                "its certificate from %s".formatted(environment.identityUrl()),
                "identity-service must run and share %s and %s"
                        .formatted(environment.authorityFile(), environment.secretFile()),
                () -> EnrolmentClient.enrol(environment, files));
    }

    private static void retry(String service, String what, String advice, Attempt attempt) {
        Duration pause = FIRST_PAUSE;
        long spoke = 0;
        while (true) {
            try {
                attempt.run();
                if (spoke != 0) {
                    say(service + ": got " + what);
                }
                return;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + what, interrupted);
            } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
                spoke = sayWhyWaiting(service, what + " (" + advice + ")", failure, spoke);
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static long sayWhyWaiting(String service, String what, Exception failure, long spoke) {
        long now = System.nanoTime();
        if (spoke != 0 && now - spoke < SAY_AGAIN.toNanos()) {
            return spoke;
        }
        say("%s: waits for %s: %s".formatted(service, what, reason(failure)));
        return now;
    }

    private static String reason(Exception failure) {
        @Nullable String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static void rest(Duration pause) {
        long millis = pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis());
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
        }
    }

    /// Host and port of `postgresql://host:port/name` or `vertx-reactive:postgresql://…`.
    private static InetSocketAddress address(String url) {
        URI uri = URI.create(url.substring(url.indexOf("postgresql:")));
        int port = uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort();
        return InetSocketAddress.createUnresolved(String.valueOf(uri.getHost()), port);
    }

    /// Logging is not there before Quarkus is.
    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.err.println(line);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException, GeneralSecurityException, InterruptedException;
    }
}
