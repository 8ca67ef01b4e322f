package dev.kontor.transfer.site;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Who says to have what goes by a storage key, and what we say to have: hints, by way of discovery-service. Blocks.
@ApplicationScoped
public class Providers {
    private static final Logger LOG = Logger.getLogger(Providers.class);

    private final DiscoveryService discovery;

    Providers(@RestClient DiscoveryService discovery) {
        this.discovery = discovery;
    }

    /// Those who say so; nobody when discovery-service cannot be asked.
    public List<SiteId> of(Bytes storageKey) {
        try {
            return discovery.holders(storageKey.base64Url()).sites();
        } catch (WebApplicationException | ProcessingException failure) {
            LOG.debugf("discovery cannot be asked who holds a snapshot reason=%s", failure.getMessage());
            return List.of();
        }
    }

    /// Says what we have, in place of what was said before. False when it has to be said again.
    public boolean announce(List<Bytes> storageKeys) {
        try {
            discovery.name(new DiscoveryService.Named(storageKeys));
            return true;
        } catch (WebApplicationException | ProcessingException failure) {
            LOG.warnf("discovery cannot be told what is here reason=%s", failure.getMessage());
            return false;
        }
    }
}
