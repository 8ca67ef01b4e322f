package dev.kontor.gateway.hello;

/// Where a connection at the public port belongs.
public sealed interface Route {
    /// This site's control API; the gateway terminates TLS.
    record Control() implements Route {}

    /// This site's data port; spliced, still encrypted.
    record DataPort() implements Route {}

    /// Another site, for which we might be the relay. `data` tells whether its data port is meant.
    record Foreign(String siteLabel, boolean data) implements Route {}

    record Turned(Refusal refusal) implements Route {}
}
