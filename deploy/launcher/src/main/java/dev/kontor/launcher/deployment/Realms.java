package dev.kontor.launcher.deployment;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.signin.KeycloakAdmin;
import dev.kontor.launcher.signin.KeycloakServer;
import dev.kontor.launcher.signin.RealmTemplate;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The realm of each site, from the template in `deploy/keycloak`.
final class Realms {
    static final String GATEWAY_CLIENT = "kontor-gateway";
    static final List<String> CLIENTS = List.of(GATEWAY_CLIENT, "kontor-cli", "accounting");
    static final List<String> USERS = List.of("admin", "publisher", "auditor", "viewer");

    private final Workplace place;
    private final Plan plan;
    private final PortPlan ports;

    Realms(Workplace place, Plan plan, PortPlan ports) {
        this.place = place;
        this.plan = plan;
        this.ports = ports;
    }

    /// Rendered realm by its name, which is the site's label.
    Map<String, String> rendered() {
        RealmTemplate template = template();
        Map<String, String> realms = new LinkedHashMap<>();
        plan.sites().stream()
                .filter(site -> site.ownSignIn().isEmpty())
                .forEach(site -> realms.put(site.label(), template.render(values(site))));
        return realms;
    }

    /// Tells a running Keycloak where the gateways are, when that is not what it learned at the import.
    void follow(KeycloakServer server) {
        Map<String, String> realms = rendered();
        plan.sites().stream().filter(site -> realms.containsKey(site.label())).forEach(site -> {
            Path known = server.home().resolve(site.label() + ".address");
            String address = gatewayUrl(site);
            try {
                if (Files.exists(known) && !Files.readString(known).equals(address)) {
                    new KeycloakAdmin(
                                    URI.create(
                                            "http://127.0.0.1:" + server.ports().http()),
                                    server.access().adminPassword())
                            .moveClient(site.label(), GATEWAY_CLIENT, realms.getOrDefault(site.label(), ""));
                }
                AtomicFile.write(known, address);
            } catch (IOException failure) {
                throw LauncherException.io("remember an address in " + known, failure);
            }
        });
    }

    private String gatewayUrl(SitePlan site) {
        return "http://localhost:" + ports.of(site).http().get(SiteService.GATEWAY);
    }

    private RealmTemplate template() {
        Path file = place.installation().root().resolve("deploy/keycloak/realm.json");
        try {
            return new RealmTemplate(Files.readString(file));
        } catch (IOException failure) {
            throw LauncherException.io("read the realm template " + file, failure);
        }
    }

    private Map<String, String> values(SitePlan site) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("realm", site.label());
        values.put("label", site.label());
        values.put("organisation", site.organisation());
        values.put("gatewayUrl", gatewayUrl(site));
        CLIENTS.forEach(client -> values.put(client + ".secret", place.clientSecret(site.label(), client)));
        USERS.forEach(user -> values.put(user + ".password", place.userPassword(site.label(), user)));
        return values;
    }
}
