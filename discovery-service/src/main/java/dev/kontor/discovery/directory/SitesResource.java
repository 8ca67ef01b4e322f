package dev.kontor.discovery.directory;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/// Where sites are, for the other services.
@Path("/internal")
@RolesAllowed({"identity-service", "connector-service", "transfer-service", "gateway-service"})
@Produces(MediaType.APPLICATION_JSON)
class SitesResource {
    private final Directory directory;

    SitesResource(Directory directory) {
        this.directory = directory;
    }

    /// Where one site is.
    ///
    /// @param record the signed descriptor
    /// @param learnedAt when the network last confirmed that it is the newest
    @RegisterForReflection
    record SiteAnswer(Bytes record, Instant learnedAt) {}

    /// Where all of them are.
    ///
    /// @param records the signed descriptors of the organisation's sites
    @RegisterForReflection
    record SitesAnswer(List<Bytes> records) {}

    /// Finds a site.
    ///
    /// @param fresh ask the network even when a young descriptor is known, because that one led nowhere
    @GET
    @Path("/sites/{siteId}")
    public Uni<SiteAnswer> site(
            @PathParam("siteId") String siteId, @QueryParam("fresh") @DefaultValue("false") boolean fresh) {
        return directory
                .site(SiteId.parse(siteId), fresh)
                .map(located -> new SiteAnswer(located.record(), located.learnedAt()));
    }

    @GET
    @Path("/organisations/{orgId}/sites")
    public Uni<SitesAnswer> sites(@PathParam("orgId") String orgId) {
        return directory
                .organisation(OrgId.parse(orgId))
                .map(records -> new SitesAnswer(List.copyOf(records.values())));
    }
}
