package dev.kontor.launcher.signin;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.process.ChildSpec;
import dev.kontor.launcher.process.Probe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One Keycloak of an instance: a home folder whose programs are links into the shared distribution and whose state
/// is a database.
///
/// It is run without `kc.sh`, which would stay between the supervisor and the server; the command is the one that the
/// script makes.
///
/// @param distribution the programs
/// @param home the instance's folder for it
/// @param ports where it listens
/// @param access its database and first administrator
/// @param javaOptions options of its JVM, beginning with the `java` program
public record KeycloakServer(
        KeycloakDistribution distribution, Path home, Ports ports, Access access, List<String> javaOptions) {
    public static final String DATABASE = "keycloak";
    public static final String ADMIN = "kontor-admin";
    private static final List<String> SHARED = List.of("lib", "conf", "providers", "themes", "bin", "version.txt");

    /// Settings of STACK's measurement: enough for a realm of a site, on a small machine.
    public static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms64m",
            "-Xmx256m",
            "-Xss512k",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MaxMetaspaceSize=256m",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /// Where it listens, on loopback.
    public record Ports(int http, int management) {}

    /// What it signs in with, and what its administrator does.
    public record Access(String databaseUrl, String databaseUser, String databasePassword, String adminPassword) {}

    /// The issuer of a site's realm. People and services use the same address, for it is part of every token.
    public String issuer(String realm) {
        return "http://localhost:" + ports.http() + "/realms/" + realm;
    }

    /// Makes the home folder with the realms that are imported when Keycloak does not have them yet.
    ///
    /// @param realms rendered realm by its name
    public void prepare(Map<String, String> realms) {
        try {
            Path imports = home.resolve("data").resolve("import");
            Files.createDirectories(imports);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            for (String shared : SHARED) {
                link(home.resolve(shared), distribution.folder().resolve(shared));
            }
            for (Map.Entry<String, String> realm : realms.entrySet()) {
                Path file = imports.resolve(realm.getKey() + "-realm.json");
                Files.deleteIfExists(file);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, realm.getValue(), StandardOpenOption.WRITE);
            }
        } catch (IOException failure) {
            throw LauncherException.io("prepare Keycloak's home " + home, failure);
        }
    }

    private static void link(Path link, Path target) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(link);
        }
        Files.createSymbolicLink(link, target);
    }

    public ChildSpec child(Path log) {
        URI health = URI.create("http://127.0.0.1:" + ports.management() + "/health/ready");
        URI alive = URI.create("http://127.0.0.1:" + ports.management() + "/health/live");
        return ChildSpec.of("keycloak", command(), home, log, Probe.http(health))
                .withEnvironment(Map.of(
                        "MALLOC_ARENA_MAX", "2",
                        "KC_DB_URL", access.databaseUrl(),
                        "KC_DB_USERNAME", access.databaseUser(),
                        "KC_DB_PASSWORD", access.databasePassword(),
                        "KC_DB_POOL_MAX_SIZE", "10",
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", access.adminPassword()))
                .watchedBy(Probe.http(alive));
    }

    private List<String> command() {
        Stream<String> program = Stream.of(
                "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Dkc.config.built=true",
                "-cp",
                distribution.folder().resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.http(),
                "--http-management-port=" + ports.management());
        return Stream.concat(javaOptions.stream(), program).toList();
    }
}
