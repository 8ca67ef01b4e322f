package dev.kontor.launcher.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.port.PortBook;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.site.SitePorts;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.Phase;
import dev.kontor.launcher.state.ProcessState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PortPlanTest {
    private static final Plan DEMO = Plan.demo(Plan.Options.STANDARD);

    private static PortBook book(Set<Integer> used) {
        return new PortBook(port -> !used.contains(port), new SplittableRandom(1));
    }

    private static SitePorts site(PortPlan ports, int index) {
        return ports.of(DEMO.sites().get(index));
    }

    @Test
    void givesEveryPartAPortOfItsOwn() {
        PortPlan ports = PortPlan.choose(DEMO, book(Set.of()), Optional.empty());
        List<Integer> all = new ArrayList<>(
                List.of(ports.postgres(), ports.broker(), ports.keycloak(), ports.keycloakManagement()));
        for (int index = 0; index < 2; index++) {
            SitePorts site = site(ports, index);
            all.addAll(site.http().values());
            all.addAll(site.management().values());
            all.addAll(List.of(site.dht(), site.content(), site.edge()));
        }
        assertEquals(30, all.size());
        assertEquals(all.size(), new HashSet<>(all).size());
        assertEquals(8080, site(ports, 0).http().get(SiteService.GATEWAY));
        assertEquals(7543, site(ports, 1).edge());
    }

    @Test
    void fallsBackWhenACustomaryPortIsInUse() {
        PortBook book = book(Set.of(8080));
        PortPlan ports = PortPlan.choose(DEMO, book, Optional.empty());
        assertNotEquals(8080, site(ports, 0).http().get(SiteService.GATEWAY));
        assertTrue(book.notes().getFirst().contains("acme's LAN API"));
    }

    @Test
    void keepsThePortsOfTheLastRun() {
        InstanceState earlier = InstanceState.begin("demo", Fingerprint.ofThisProcess(), Instant.EPOCH, List.of())
                .with(new ProcessState(
                        "keycloak",
                        "",
                        Phase.STOPPED,
                        null,
                        "jvm",
                        0,
                        Map.of("http", 23_456, "management", 23_457),
                        "",
                        ""));
        PortPlan ports = PortPlan.choose(DEMO, book(Set.of()), Optional.of(earlier));
        assertEquals(23_456, ports.keycloak());
        assertEquals(23_457, ports.keycloakManagement());
    }
}
