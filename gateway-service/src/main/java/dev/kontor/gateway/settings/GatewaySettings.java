package dev.kontor.gateway.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// All that can be set about the gateway beyond what Quarkus itself reads.
@ConfigMapping(prefix = "kontor.gateway")
public interface GatewaySettings {
    Edge edge();

    Services services();

    Limits limits();

    Deadlines deadlines();

    Admin admin();

    /// The public port.
    interface Edge {
        String host();

        int port();

        /// The transfer-service's data port, `host:port`.
        String dataAddress();

        @WithDefault("1024")
        int connections();

        @WithDefault("128")
        int connectionsPerAddress();

        @WithDefault("5s")
        Duration firstFlight();
    }

    /// Where the other services of this site are.
    interface Services {
        URI identity();

        URI discovery();

        URI connector();

        URI transfer();
    }

    /// How much one caller may ask, per second and at once.
    interface Limits {
        @WithDefault("1000")
        int lanPerSecond();

        @WithDefault("2000")
        int lanBurst();

        @WithDefault("5")
        int strangerPerSecond();

        @WithDefault("20")
        int strangerBurst();

        @WithDefault("200")
        int partnerPerSecond();

        @WithDefault("400")
        int partnerBurst();
    }

    /// How long others may take.
    interface Deadlines {
        @WithDefault("3s")
        Duration connect();

        /// Until the head of an answer from an admin API.
        @WithDefault("60s")
        Duration admin();

        /// Until the head of an answer with content, which may have to be fetched from the partner first.
        @WithDefault("5m")
        Duration content();

        /// Silence within a body.
        @WithDefault("60s")
        Duration idle();
    }

    /// Who decides about `/api/v1`.
    interface Admin {
        /// `roles`: the table alone. `keycloak`: the table, and then the policies of the realm's client.
        @WithDefault("roles")
        String policies();

        /// How this gateway is reached, when a proxy in front of it changes the name: `https://gateway.example`.
        Optional<URI> publicUrl();
    }
}
