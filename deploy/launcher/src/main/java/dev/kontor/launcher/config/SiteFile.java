package dev.kontor.launcher.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of `site.yaml`, as written. Every part but the label, the organisation and the public host may be
/// absent.
///
/// @param label short name of the site
/// @param organisation name that the organisation announces
/// @param dataFolder where everything of the site is kept
/// @param lan the gateway's LAN API
/// @param publicDoor how other sites reach this one
/// @param dht how to join the DHT
/// @param database a PostgreSQL of one's own
/// @param broker a broker of one's own
/// @param signIn an OIDC provider of one's own
/// @param keys how the organisation's keys are protected
/// @param environment further variables by service, for all under `*`
record SiteFile(
        @Nullable String label,
        @Nullable String organisation,
        @Nullable String dataFolder,
        @Nullable Lan lan,

        @com.fasterxml.jackson.annotation.JsonProperty("public") @Nullable
        PublicDoor publicDoor,

        @Nullable Dht dht,
        @Nullable Database database,
        @Nullable Broker broker,
        @Nullable SignIn signIn,
        @Nullable Keys keys,
        @Nullable Map<String, Map<String, String>> environment) {

    /// Where LAN systems and people come in.
    record Lan(@Nullable String host, @Nullable Integer port) {}

    /// The one public port.
    ///
    /// @param host name or address that other sites use
    /// @param bind address to listen on
    /// @param port port to listen on
    /// @param announcedPort port that other sites use when a router maps another
    record PublicDoor(
            @Nullable String host,
            @Nullable String bind,
            @Nullable Integer port,
            @Nullable Integer announcedPort) {}

    /// The DHT node.
    record Dht(@Nullable Integer port, @Nullable List<String> bootstrap) {}

    /// A PostgreSQL of one's own.
    record Database(
            @Nullable String location,
            @Nullable String username,
            @Nullable String passwordFile) {}

    /// A broker of one's own.
    record Broker(
            @Nullable String kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String username,
            @Nullable String passwordFile,
            @Nullable String bootstrapServers,
            @Nullable String address) {}

    /// An OIDC provider of one's own.
    ///
    /// @param clients file with the secret, by client id
    record SignIn(
            @Nullable String issuer,
            @Nullable String gatewayClient,
            @Nullable Map<String, String> clients) {}

    /// How the organisation's keys are protected.
    record Keys(@Nullable String passphraseFile) {}
}
