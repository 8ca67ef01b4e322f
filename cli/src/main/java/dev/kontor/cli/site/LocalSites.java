package dev.kontor.cli.site;

import dev.kontor.cli.gateway.ClientCredentials;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The sites that the launcher runs on this machine.
@FunctionalInterface
public interface LocalSites {

    /// All sites with a live gateway, in the order in which they were started.
    List<LocalSite> running();

    /// One running site, and the client that the launcher registered for this command, if it did.
    record LocalSite(String label, URI gateway, URI issuer, Optional<ClientCredentials.Registration> registration) {}
}
