package dev.kontor.gateway.hello;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides by server name: `<siteId>.kontor` is a site's control API, `data.<siteId>.kontor` its data port.
///
/// @param ownSite the 52 base32 characters of this site's id
public record Router(String ownSite) {
    private static final Pattern NAME = Pattern.compile("(data\\.)?([a-z2-7]{52})\\.kontor");

    public Router {
        if (!ownSite.matches("[a-z2-7]{52}")) {
            throw new IllegalArgumentException("not a site id: " + ownSite);
        }
    }

    public Route route(ClientHello hello) {
        if (!hello.tls13()) {
            return new Route.Turned(Refusal.NO_TLS_1_3);
        }
        if (hello.serverName().isEmpty()) {
            return new Route.Turned(Refusal.NO_SERVER_NAME);
        }
        Matcher name = NAME.matcher(hello.serverName().get());
        if (!name.matches()) {
            return new Route.Turned(Refusal.UNKNOWN_NAME);
        }
        boolean data = name.group(1) != null;
        String site = name.group(2);
        if (!site.equals(ownSite)) {
            return new Route.Foreign(site, data);
        }
        return data ? new Route.DataPort() : new Route.Control();
    }
}
