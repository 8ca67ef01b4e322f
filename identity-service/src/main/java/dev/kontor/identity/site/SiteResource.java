package dev.kontor.identity.site;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// Who we are, for the site's services.
@Path("/internal/site")
@RolesAllowed({"identity-service", "discovery-service", "connector-service", "transfer-service", "gateway-service"})
@NonBlocking
public class SiteResource {
    private final OurSite site;

    SiteResource(OurSite site) {
        this.site = site;
    }

    @GET
    public Portrait site() {
        return Portrait.of(site);
    }
}
