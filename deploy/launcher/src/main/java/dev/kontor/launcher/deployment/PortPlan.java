package dev.kontor.launcher.deployment;

import dev.kontor.launcher.port.PortBook;
import dev.kontor.launcher.site.SitePorts;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.InstanceState;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All ports of an instance, chosen before anything starts because the parts have to know each other's. Ports of
/// the last run are kept where they are still free, so addresses survive a restart.
///
/// @param sites by label
record PortPlan(int postgres, int broker, int keycloak, int keycloakManagement, Map<String, SitePorts> sites) {
    static final String HTTP = "http";
    static final String MANAGEMENT = "management";
    static final String DHT = "dht";
    static final String CONTENT = "content";
    static final String EDGE = "edge";

    static PortPlan choose(Plan plan, PortBook book, Optional<InstanceState> earlier) {
        var past = new Past(earlier.orElse(null));
        Map<String, SitePorts> sites = new LinkedHashMap<>();
        // Customary ports first, so that no port chosen at random takes one of them.
        Map<String, int[]> doors = new LinkedHashMap<>();
        for (SitePlan site : plan.sites()) {
            doors.put(site.label(), doors(site, book, past));
        }
        for (SitePlan site : plan.sites()) {
            sites.put(site.label(), sitePorts(site, book, past, doors.get(site.label())));
        }
        return new PortPlan(
                book.any(past.port("", "postgres", HTTP)),
                book.any(past.port("", "broker", HTTP)),
                book.any(past.port("", "keycloak", HTTP)),
                book.any(past.port("", "keycloak", MANAGEMENT)),
                sites);
    }

    private static int[] doors(SitePlan site, PortBook book, Past past) {
        String label = site.label();
        return new int[] {
            endpoint(
                    book,
                    label + "'s LAN API",
                    site.listen().lan(),
                    past.port(label, SiteService.GATEWAY.role(), HTTP)),
            endpoint(
                    book,
                    label + "'s public port",
                    site.listen().edge(),
                    past.port(label, SiteService.GATEWAY.role(), EDGE)),
            site.listen().dht() > 0
                    ? book.exactly(label + "'s DHT node", site.listen().dht())
                    : book.any(past.port(label, SiteService.DISCOVERY.role(), DHT))
        };
    }

    private static int endpoint(PortBook book, String purpose, SitePlan.Endpoint endpoint, int earlier) {
        return endpoint.fixed()
                ? book.exactly(purpose, endpoint.port())
                : book.preferred(purpose, endpoint.port(), earlier);
    }

    private static SitePorts sitePorts(SitePlan site, PortBook book, Past past, int @Nullable [] doors) {
        if (doors == null) {
            throw new IllegalStateException("no doors for " + site.label());
        }
        Map<SiteService, Integer> http = new EnumMap<>(SiteService.class);
        Map<SiteService, Integer> management = new EnumMap<>(SiteService.class);
        for (SiteService service : SiteService.values()) {
            boolean gateway = service == SiteService.GATEWAY;
            http.put(service, gateway ? doors[0] : book.any(past.port(site.label(), service.role(), HTTP)));
            management.put(service, book.any(past.port(site.label(), service.role(), MANAGEMENT)));
        }
        int content = book.any(past.port(site.label(), SiteService.TRANSFER.role(), CONTENT));
        return new SitePorts(http, management, doors[2], content, doors[1]);
    }

    SitePorts of(SitePlan site) {
        SitePorts ports = sites.get(site.label());
        if (ports == null) {
            throw new IllegalStateException("no ports for " + site.label());
        }
        return ports;
    }

    /// The ports that a service's process holds, by purpose, as `status` shows them.
    static Map<String, Integer> held(SitePorts ports, SiteService service) {
        Map<String, Integer> held = new LinkedHashMap<>();
        held.put(HTTP, ports.http().getOrDefault(service, 0));
        held.put(MANAGEMENT, ports.management().getOrDefault(service, 0));
        switch (service) {
            case DISCOVERY -> held.put(DHT, ports.dht());
            case TRANSFER -> held.put(CONTENT, ports.content());
            case GATEWAY -> held.put(EDGE, ports.edge());
            case IDENTITY, CONNECTOR -> {}
        }
        return held;
    }

    /// The ports of the last run.
    private record Past(@Nullable InstanceState state) {
        int port(String site, String role, String purpose) {
            return Optional.ofNullable(state)
                    .flatMap(known -> known.process(site, role))
                    .map(process -> process.ports().get(purpose))
                    .orElse(0);
        }
    }
}
