package dev.kontor.discovery.dht;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// What the operator decides about the node.
@ConfigMapping(prefix = "kontor.dht")
interface DhtSettings {
    /// The address to bind: `0.0.0.0` for IPv4, `::` for both.
    @WithDefault("0.0.0.0")
    String host();

    /// The UDP port; 0 takes any free one.
    @WithDefault("7400")
    int port();

    /// `host:port` of nodes that are always there.
    Optional<List<String>> bootstrap();

    /// `host:port` of the nodes of priority sites: always there, and asked first.
    Optional<List<String>> priorityNodes();

    /// `host:port` at which this site's own node is always reached, when this is a priority site. Partners are told.
    Optional<String> priorityAddress();

    /// Whose records this node keeps.
    @WithDefault("everyone")
    KeepFor keepFor();

    /// How many records this node keeps; about 1.2 KB of memory each.
    @WithDefault("20000")
    int records();

    /// Whose records a node keeps.
    enum KeepFor {
        /// Anybody's; strangers' records give way when there is no more room.
        EVERYONE,
        /// Those of our organisation, partners, and partners of partners.
        ACQUAINTANCES;

        boolean strangers() {
            return this == EVERYONE;
        }
    }

    /// A bootstrap node only: no site, no identity-service, no database. Read before Quarkus starts, see
    /// [StandaloneNode].
    @WithDefault("false")
    boolean standalone();

    /// What one IP address may ask of us.
    Limit limit();

    /// See [dev.kontor.discovery.answer.Allowance].
    interface Limit {
        @WithDefault("500")
        int perSecond();

        @WithDefault("2000")
        int most();
    }
}
