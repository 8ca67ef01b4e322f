package dev.kontor.launcher.site;

import java.util.Map;

/// The ports of a site.
///
/// @param http by service: the internal port with mutual TLS; the gateway's is its LAN port
/// @param management by service: health and metrics, on loopback
/// @param dht UDP port of the DHT node
/// @param content the transfer-service's port for content, behind the edge
/// @param edge the one public port
public record SitePorts(
        Map<SiteService, Integer> http, Map<SiteService, Integer> management, int dht, int content, int edge) {
    public SitePorts {
        http = Map.copyOf(http);
        management = Map.copyOf(management);
    }

    int httpOf(SiteService service) {
        return required(http, service);
    }

    int managementOf(SiteService service) {
        return required(management, service);
    }

    private static int required(Map<SiteService, Integer> ports, SiteService service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalStateException("no port was chosen for " + service.role());
        }
        return port;
    }
}
