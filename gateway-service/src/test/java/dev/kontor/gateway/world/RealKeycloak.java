package dev.kontor.gateway.world;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Keycloak with the realm of `deploy/keycloak`, whose policies decide about the admin API of the gateway under test.
/// Its programs are those that `kontor demo` leaves in `.kontor/cache`, or those in the folder that the system property
/// `kontor.keycloak` names; without either there is none.
public final class RealKeycloak implements QuarkusTestResourceLifecycleManager {
    private static final String SECRET = "a-secret-for-tests-that-is-long-enough";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /// Twice a second: three minutes, for a machine that does much else.
    private static final int MOST_QUESTIONS = 360;

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final int port = freePort();
    private @Nullable EmbeddedPostgres database;
    private @Nullable Process server;

    /// Where the programs are.
    public static Optional<Path> programs() {
        Path named = Path.of(System.getProperty("kontor.keycloak", "nowhere"));
        if (Files.exists(named.resolve("kontor-built"))) {
            return Optional.of(named);
        }
        Path cache = ROOT.resolve(".kontor/cache");
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder -> Files.exists(folder.resolve("kontor-built")))
                    .findFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// After [World], so that the gateway signs in here.
    @Override
    public int order() {
        return 100;
    }

    @Override
    public Map<String, String> start() {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Map.of();
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            database = postgres;
            launch(programs.get(), postgres.getPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Map.of(
                "quarkus.oidc.auth-server-url",
                url() + "/realms/acme",
                "quarkus.oidc.credentials.secret",
                SECRET,
                "kontor.gateway.admin.policies",
                "keycloak");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(RealKeycloak.class));
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.destroy();
                server.waitFor(30, TimeUnit.SECONDS);
            }
            if (database != null) {
                database.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The access token of a client's service account: `kontor-cli` is an admin, `accounting` a reader.
    public String tokenOf(String client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/realms/acme/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + SECRET))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher token = TOKEN.matcher(answer);
            if (!token.find()) {
                throw new AssertionError(answer);
            }
            return token.group(1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private String url() {
        return "http://localhost:" + port;
    }

    /// The realm of the demo, but for one thing: admins may not read receipts and audit, which the role table permits.
    private String realm() throws IOException {
        Map<String, String> values = new HashMap<>(Map.of(
                "realm", "acme", "label", "acme", "organisation", "acme-inc", "gatewayUrl", "http://localhost:8080"));
        for (String client : List.of("kontor-gateway", "kontor-cli", "accounting")) {
            values.put(client + ".secret", SECRET);
        }
        for (String user : List.of("admin", "publisher", "auditor", "viewer")) {
            values.put(user + ".password", "password-of-" + user + "-person");
        }
        String realm = Files.readString(ROOT.resolve("deploy/keycloak/realm.json"));
        for (Map.Entry<String, String> value : values.entrySet()) {
            realm = realm.replace("${" + value.getKey() + "}", value.getValue());
        }
        int rule = realm.indexOf("\"read receipts, audit, log, evidence for admin or auditor\"");
        return realm.substring(0, rule) + realm.substring(rule).replaceFirst("\\\\\"is admin\\\\\", ", "");
    }

    private void launch(Path programs, int databasePort) throws IOException {
        Path home = Files.createTempDirectory("keycloak-test");
        for (String shared : List.of("lib", "conf", "providers", "themes", "bin", "version.txt")) {
            Files.createSymbolicLink(
                    home.resolve(shared), programs.toAbsolutePath().resolve(shared));
        }
        Path log = home.resolve("log");
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(imports.resolve("acme-realm.json"), realm());
        ProcessBuilder builder = new ProcessBuilder(command(programs, home))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("KC_DB_URL", "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres");
        builder.environment().put("KC_DB_USERNAME", "postgres");
        builder.environment().put("KC_DB_PASSWORD", "postgres");
        Process started = builder.start();
        server = started;
        awaitRealm(started, log);
    }

    private List<String> command(Path programs, Path home) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home + File.separator + "conf",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dkc.config.built=true",
                "-cp",
                programs.toAbsolutePath().resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + freePort()));
        return command;
    }

    /// It listens long before it has made its tables and imported the realm.
    private void awaitRealm(Process started, Path log) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest realm = HttpRequest.newBuilder(URI.create(url() + "/realms/acme"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            for (int asked = 0; asked < MOST_QUESTIONS; asked++) {
                if (started.waitFor(500, TimeUnit.MILLISECONDS)) {
                    break;
                }
                if (status(http, realm) == 200) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("Keycloak is not ready: " + Files.readString(log));
    }

    private static int status(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
