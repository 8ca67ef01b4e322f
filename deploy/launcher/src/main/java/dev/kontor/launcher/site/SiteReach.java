package dev.kontor.launcher.site;

import java.util.List;

/// Where a site listens and how others reach it.
///
/// @param lanHost address of the LAN API
/// @param edgeHost address of the public port and of the DHT node
/// @param publicHost name or address that others use, announced in the descriptor
/// @param publicPort port that others use, the edge port unless a router maps another
/// @param bootstrap DHT nodes to join through, `host:port`
public record SiteReach(String lanHost, String edgeHost, String publicHost, int publicPort, List<String> bootstrap) {
    public SiteReach {
        bootstrap = List.copyOf(bootstrap);
    }
}
