package dev.kontor.launcher.site;

import java.nio.file.Path;
import java.util.Map;

/// All that a site's services have to be told.
///
/// @param label the site's short name
/// @param organisation the name that its organisation announces
/// @param folder the site's folder, with one folder for each service and `trust`
/// @param keys protects the organisation's keys on disk
/// @param extra further variables by service role, and for all under `*`
public record SiteSetup(
        String label,
        String organisation,
        Path folder,
        KeyProtection keys,
        SitePorts ports,
        SiteReach reach,
        DatabaseAccess database,
        BusAccess bus,
        SignInAccess signIn,
        Map<String, Map<String, String>> extra) {
    public SiteSetup {
        extra = Map.copyOf(extra);
    }

    /// Where identity puts the site's CA, and where the secret lies with which services ask for their certificates.
    public Path trustFolder() {
        return folder.resolve("trust");
    }

    public Path folderOf(SiteService service) {
        return folder.resolve(service.role());
    }

    /// Base URL of a service inside the site; of the gateway, its LAN API.
    public String urlOf(SiteService service) {
        int port = ports.httpOf(service);
        return service == SiteService.GATEWAY ? "http://localhost:" + port : "https://127.0.0.1:" + port;
    }

    public String managementUrlOf(SiteService service) {
        return "http://127.0.0.1:" + ports.managementOf(service);
    }
}
