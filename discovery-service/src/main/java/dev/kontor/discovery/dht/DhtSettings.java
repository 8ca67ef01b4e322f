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
