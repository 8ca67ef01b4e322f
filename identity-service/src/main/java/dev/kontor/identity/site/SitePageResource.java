package dev.kontor.identity.site;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// Who we are, for people, through the gateway.
@Path("/api/v1/site")
@RolesAllowed("gateway-service")
@NonBlocking
public class SitePageResource {
    private final OurSite site;

    SitePageResource(OurSite site) {
        this.site = site;
    }

    @GET
    public Portrait site() {
        return Portrait.of(site);
    }
}
