package dev.kontor.launcher.deployment;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.site.BusAccess;
import dev.kontor.launcher.site.DatabaseAccess;
import dev.kontor.launcher.site.KeyProtection;
import dev.kontor.launcher.site.ServiceLaunch;
import dev.kontor.launcher.site.ServicePrograms;
import dev.kontor.launcher.site.SignInAccess;
import dev.kontor.launcher.site.SitePorts;
import dev.kontor.launcher.site.SiteReach;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.site.SiteSetup;
import dev.kontor.launcher.state.AtomicFile;
import dev.kontor.launcher.state.Phase;
import dev.kontor.launcher.state.ProcessState;
import dev.kontor.launcher.state.SiteState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The five services of one site.
final class SiteParts {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Workplace place;
    private final SitePlan plan;
    private final PortPlan ports;
    private final List<String> bootstrap;

    /// The parts of one site of an instance.
    ///
    /// @param bootstrap DHT nodes of the instance's sites, which are all known to each of them
    SiteParts(Workplace place, SitePlan plan, PortPlan ports, List<String> bootstrap) {
        this.place = place;
        this.plan = plan;
        this.ports = ports;
        this.bootstrap = bootstrap;
    }

    /// Starts the services; they wait for what they need by themselves.
    void start(ServicePrograms programs, boolean training) {
        SiteSetup setup = setup();
        prepareFolders(setup);
        var runner = new ServiceLaunch.Runner(place.installation().java(), programs, place.cache(), training);
        for (SiteService service : SiteService.values()) {
            Path log = place.folder().log(plan.label() + "-" + service.role());
            ServiceLaunch launch = ServiceLaunch.of(setup, service, runner, log);
            place.record(new ProcessState(
                    service.role(),
                    plan.label(),
                    Phase.STARTING,
                    null,
                    launch.form(),
                    0,
                    PortPlan.held(setup.ports(), service),
                    log.toString(),
                    setup.folderOf(service).toString()));
            place.supervisor().start(launch.child());
        }
    }

    /// Waits until all five are ready.
    void awaitReady() {
        Progress.Step step = place.progress().begin("site " + plan.label());
        List<String> waiting = new ArrayList<>(
                Stream.of(SiteService.values()).map(SiteService::role).toList());
        try {
            for (SiteService service : SiteService.values()) {
                step.now("waiting for " + String.join(", ", waiting));
                place.supervisor().awaitReady(plan.label() + " " + service.role(), LIMIT);
                waiting.remove(service.role());
            }
        } catch (LauncherException failure) {
            step.failed("");
            throw failure;
        }
        step.done("five services, LAN API " + setup().urlOf(SiteService.GATEWAY));
    }

    SiteState state() {
        SiteSetup setup = setup();
        Map<String, String> services = new LinkedHashMap<>();
        Map<String, String> management = new LinkedHashMap<>();
        for (SiteService service : SiteService.values()) {
            services.put(service.role(), setup.urlOf(service));
            management.put(service.role(), setup.managementUrlOf(service));
        }
        boolean embedded = plan.ownSignIn().isEmpty();
        String issuer = setup.signIn().issuer();
        return new SiteState(
                plan.label(),
                plan.organisation(),
                setup.urlOf(SiteService.GATEWAY),
                setup.reach().publicHost() + ":" + setup.reach().publicPort(),
                issuer,
                embedded ? issuer + "/protocol/openid-connect/token" : "",
                services,
                management,
                plan.ownSignIn().map(own -> List.copyOf(own.clients().keySet())).orElse(Realms.CLIENTS),
                embedded ? Realms.USERS : List.of(),
                setup.folder().toString());
    }

    private SiteSetup setup() {
        return new SiteSetup(
                plan.label(),
                plan.organisation(),
                place.folder().site(plan.label()),
                keys(),
                ports.of(plan),
                reach(),
                database(),
                bus(),
                signIn(),
                plan.environment());
    }

    private KeyProtection keys() {
        Path passphrase = plan.parts().passphraseFile();
        return passphrase == null
                ? new KeyProtection.KeyFile(place.folder().secrets().file(keyName()))
                : new KeyProtection.Passphrase(passphrase);
    }

    private String keyName() {
        return plan.label() + ".organisation.key";
    }

    private SiteReach reach() {
        SitePorts own = ports.of(plan);
        SitePlan.Listen listen = plan.listen();
        return new SiteReach(
                listen.lan().host(),
                listen.edge().host(),
                listen.publicHost(),
                listen.publicPort() > 0 ? listen.publicPort() : own.edge(),
                Stream.concat(bootstrap.stream(), plan.bootstrap().stream())
                        .distinct()
                        .toList());
    }

    private DatabaseAccess database() {
        return plan.ownDatabase().orElseGet(() -> {
            Map<SiteService, DatabaseAccess.Login> logins = new EnumMap<>(SiteService.class);
            for (SiteService service : SiteService.values()) {
                logins.put(service, place.databaseLogin(plan, service));
            }
            return new DatabaseAccess("127.0.0.1:" + ports.postgres() + "/" + plan.databaseName(), logins);
        });
    }

    private BusAccess bus() {
        return plan.ownBus()
                .orElseGet(() -> new BusAccess.Amqp(
                        "127.0.0.1",
                        ports.broker(),
                        plan.label(),
                        place.brokerPassword(plan),
                        "kontor." + plan.label() + ".events"));
    }

    private SignInAccess signIn() {
        return plan.ownSignIn()
                .map(own -> new SignInAccess(
                        own.issuer(), own.gatewayClient(), own.clients().getOrDefault(own.gatewayClient(), "")))
                .orElseGet(() -> new SignInAccess(
                        "http://localhost:" + ports.keycloak() + "/realms/" + plan.label(),
                        Realms.GATEWAY_CLIENT,
                        place.clientSecret(plan.label(), Realms.GATEWAY_CLIENT)));
    }

    private void prepareFolders(SiteSetup setup) {
        try {
            place.folder().secrets().key(keyName());
            plan.ownSignIn()
                    .ifPresent(own -> own.clients()
                            .forEach((client, secret) ->
                                    place.folder().secrets().put(Workplace.clientName(plan.label(), client), secret)));
            Files.createDirectories(setup.trustFolder());
            Files.setPosixFilePermissions(setup.trustFolder(), PosixFilePermissions.fromString("rwx------"));
            AtomicFile.write(
                    setup.trustFolder().resolve("enrolment.secret"),
                    place.folder().secrets().key(plan.label() + ".enrolment"));
            for (SiteService service : SiteService.values()) {
                Files.createDirectories(setup.folderOf(service));
            }
        } catch (IOException failure) {
            throw LauncherException.io("prepare the folder of site " + plan.label(), failure);
        }
    }
}
