package dev.kontor.launcher.deployment;

import dev.kontor.launcher.aot.StartUpCache;
import dev.kontor.launcher.broker.Broker;
import dev.kontor.launcher.broker.BrokerSettings;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.postgres.PostgresBinaries;
import dev.kontor.launcher.postgres.PostgresServer;
import dev.kontor.launcher.postgres.ServiceDatabases;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.signin.KeycloakDistribution;
import dev.kontor.launcher.signin.KeycloakServer;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.InstanceLock;
import dev.kontor.launcher.state.Phase;
import dev.kontor.launcher.state.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// PostgreSQL, the broker and Keycloak of an instance, as far as its sites have none of their own.
final class SharedParts {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String POSTGRES = "postgres";
    private static final String BROKER = "broker";
    private static final String KEYCLOAK = "keycloak";

    private final Workplace place;
    private final Plan plan;
    private final PortPlan ports;
    private final CompletableFuture<PostgresServer> postgres = new CompletableFuture<>();

    SharedParts(Workplace place, Plan plan, PortPlan ports) {
        this.place = place;
        this.plan = plan;
        this.ports = ports;
    }

    private boolean needsKeycloak() {
        return plan.sites().stream().anyMatch(site -> site.ownSignIn().isEmpty());
    }

    private boolean needsBroker() {
        return plan.sites().stream().anyMatch(site -> site.ownBus().isEmpty());
    }

    private boolean needsPostgres() {
        return needsKeycloak()
                || plan.sites().stream().anyMatch(site -> site.ownDatabase().isEmpty());
    }

    /// The parts to start, which may be started at once; `afterDatabases` runs as soon as the services may begin.
    List<Runnable> tasks(Runnable afterDatabases) {
        return Stream.of(
                        Stream.<Runnable>of(() -> {
                            if (needsPostgres()) {
                                step("PostgreSQL", this::startPostgres);
                            }
                            afterDatabases.run();
                        }),
                        needsBroker() ? Stream.<Runnable>of(() -> step("broker", this::startBroker)) : none(),
                        needsKeycloak() ? Stream.<Runnable>of(this::startKeycloak) : none())
                .flatMap(task -> task)
                .toList();
    }

    private static Stream<Runnable> none() {
        return Stream.empty();
    }

    private void step(String title, Supplier<String> work) {
        Progress.Step step = place.progress().begin(title);
        try {
            step.done(work.get());
        } catch (LauncherException failure) {
            step.failed("");
            throw failure;
        }
    }

    private String startPostgres() {
        try {
            Path log = place.folder().log(POSTGRES);
            PostgresServer server = new PostgresServer(
                    locked(
                            "postgres",
                            () -> PostgresBinaries.unpackedUnder(
                                    place.installation().cache())),
                    place.folder().part(POSTGRES),
                    ports.postgres(),
                    place.folder().secrets().key("postgres.superuser"));
            server.stopOrphan();
            server.prepare(log);
            place.record(part(POSTGRES, Map.of(PortPlan.HTTP, ports.postgres()), server.data()));
            place.supervisor().start(server.child(log));
            place.supervisor().awaitReady(POSTGRES, LIMIT);
            makeDatabases(server);
            postgres.complete(server);
            return "127.0.0.1:" + ports.postgres();
        } catch (LauncherException failure) {
            postgres.completeExceptionally(failure);
            throw failure;
        }
    }

    private void makeDatabases(PostgresServer server) {
        var databases = new ServiceDatabases(server);
        for (SitePlan site : plan.sites()) {
            if (site.ownDatabase().isEmpty()) {
                Map<String, String> schemas = new LinkedHashMap<>();
                Map<String, String> passwords = new LinkedHashMap<>();
                for (SiteService service : SiteService.values()) {
                    var login = place.databaseLogin(site, service);
                    schemas.put(service.schema(), login.user());
                    passwords.put(login.user(), login.password());
                }
                databases.make(site.databaseName(), schemas, passwords);
            }
        }
        if (needsKeycloak()) {
            databases.make(
                    KeycloakServer.DATABASE,
                    Map.of(KeycloakServer.DATABASE, KeycloakServer.DATABASE),
                    Map.of(KeycloakServer.DATABASE, place.folder().secrets().key("postgres.keycloak")));
        }
    }

    private String startBroker() {
        Map<String, String> users = new LinkedHashMap<>();
        plan.sites().stream()
                .filter(site -> site.ownBus().isEmpty())
                .forEach(site -> users.put(site.label(), place.brokerPassword(site)));
        Path data = place.folder().part(BROKER);
        var broker = new Broker(
                place.installation().java(),
                Installation.classPath(),
                place.installation().cache().resolve("aot/broker.jsa"),
                new BrokerSettings("127.0.0.1", ports.broker(), data, users));
        place.record(part(BROKER, Map.of(PortPlan.HTTP, ports.broker()), data));
        place.supervisor().start(broker.child(place.folder().log(BROKER)));
        place.supervisor().awaitReady(BROKER, LIMIT);
        return "amqp://127.0.0.1:" + ports.broker();
    }

    private void startKeycloak() {
        Progress.Step step = place.progress().begin("Keycloak");
        try {
            KeycloakDistribution distribution =
                    locked("keycloak", () -> KeycloakDistribution.madeIn(workshop(), step::now));
            step.now("waiting for PostgreSQL");
            postgres.join();
            step.now("starting");
            KeycloakServer server = keycloak(distribution);
            Realms realms = new Realms(place, plan, ports);
            server.prepare(realms.rendered());
            place.record(part(
                    KEYCLOAK,
                    Map.of(PortPlan.HTTP, ports.keycloak(), PortPlan.MANAGEMENT, ports.keycloakManagement()),
                    server.home()));
            place.supervisor().start(server.child(place.folder().log(KEYCLOAK)));
            place.supervisor().awaitReady(KEYCLOAK, LIMIT.multipliedBy(2));
            realms.follow(server);
            step.done("http://localhost:" + ports.keycloak());
        } catch (LauncherException failure) {
            step.failed("");
            throw failure;
        }
    }

    private KeycloakServer keycloak(KeycloakDistribution distribution) {
        StartUpCache.Use use = place.cache()
                .use(KEYCLOAK, distribution.folder().resolve("lib/quarkus-run.jar"), KeycloakServer.SMALL_JVM, false);
        List<String> options = Stream.of(
                        Stream.of(place.installation().java().toString()),
                        KeycloakServer.SMALL_JVM.stream(),
                        use.options().stream())
                .flatMap(part -> part)
                .toList();
        return new KeycloakServer(
                distribution,
                place.folder().part(KEYCLOAK),
                new KeycloakServer.Ports(ports.keycloak(), ports.keycloakManagement()),
                new KeycloakServer.Access(
                        "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + KeycloakServer.DATABASE,
                        KeycloakServer.DATABASE,
                        place.folder().secrets().key("postgres.keycloak"),
                        place.folder().secrets().password("keycloak.admin")),
                options);
    }

    private KeycloakDistribution.Workshop workshop() {
        return new KeycloakDistribution.Workshop(
                place.installation().root(),
                place.installation().cache(),
                place.installation().javaHome(),
                place.folder().log("keycloak-build"));
    }

    /// Work on the cache, which other instances share.
    private <T> T locked(String what, Supplier<T> work) {
        Path file = place.installation().cache().resolve(what + ".lock");
        try (InstanceLock held = InstanceLock.take(file)) {
            if (!held.isHeld()) {
                throw new IllegalStateException("lost the lock " + file);
            }
            return work.get();
        }
    }

    private ProcessState part(String role, Map<String, Integer> held, Path data) {
        return new ProcessState(
                role,
                "",
                Phase.STARTING,
                null,
                role.equals(POSTGRES) ? "native" : "jvm",
                0,
                held,
                place.folder().log(role).toString(),
                data.toString());
    }
}
