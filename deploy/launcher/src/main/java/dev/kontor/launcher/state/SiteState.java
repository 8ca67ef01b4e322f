package dev.kontor.launcher.state;

import java.util.List;
import java.util.Map;

/// What a client needs to know of one site.
///
/// @param label the site's short name, `acme`
/// @param organisation the name its organisation announces, `acme-inc`
/// @param lanUrl base URL of the gateway's LAN API
/// @param edge public `host:port` towards other sites
/// @param issuer the OIDC issuer that signs people and LAN systems in
/// @param tokenUrl its token endpoint
/// @param services base URL by service name
/// @param management base URL of health and metrics by service name
/// @param clients OIDC clients whose secret the launcher holds
/// @param users people who can sign in, by the realm the launcher made
/// @param data the site's folder
public record SiteState(
        String label,
        String organisation,
        String lanUrl,
        String edge,
        String issuer,
        String tokenUrl,
        Map<String, String> services,
        Map<String, String> management,
        List<String> clients,
        List<String> users,
        String data) {
    public SiteState {
        services = Map.copyOf(services);
        management = Map.copyOf(management);
        clients = List.copyOf(clients);
        users = List.copyOf(users);
    }
}
