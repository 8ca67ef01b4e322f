package dev.kontor.gateway.upstream;

import java.util.Locale;

/// A service of this site.
public enum Upstream {
    IDENTITY,
    DISCOVERY,
    CONNECTOR,
    TRANSFER;

    /// Such as `identity-service`.
    public String service() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }
}
