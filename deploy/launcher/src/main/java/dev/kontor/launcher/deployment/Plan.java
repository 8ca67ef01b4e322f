package dev.kontor.launcher.deployment;

import java.util.List;

/// What to start.
///
/// @param instance name of the instance and of its folder
/// @param sites the sites, which share PostgreSQL, the broker and Keycloak as far as they have none of their own
/// @param options how to start them
public record Plan(String instance, List<SitePlan> sites, Options options) {
    public Plan {
        sites = List.copyOf(sites);
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("a plan needs a site");
        }
    }

    /// How to start.
    ///
    /// @param fresh delete everything of this instance first
    /// @param nativeBinaries run native binaries where there are any
    /// @param startUpCaches use and make start-up caches of the JVM
    public record Options(boolean fresh, boolean nativeBinaries, boolean startUpCaches) {
        public static final Options STANDARD = new Options(false, false, true);
    }

    /// The two sites of the demo, complete on this machine: each knows only the two DHT nodes to join through.
    public static Plan demo(Options options) {
        return new Plan(
                "demo",
                List.of(
                        SitePlan.local("acme", "acme-inc", 8080, 7443),
                        SitePlan.local("globex", "globex-inc", 8180, 7543)),
                options);
    }
}
