package dev.kontor.transfer.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.client.Retried;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// What this service asks of discovery-service. Blocking; for virtual threads.
@Path("/internal")
@RegisterRestClient(configKey = "discovery")
interface DiscoveryService {
    @GET
    @Retried
    @Path("/organisations/{orgId}/sites")
    Sites sites(@PathParam("orgId") OrgId orgId);

    /// Says what this site has, in place of what was said before.
    @PUT
    @Path("/providers")
    void name(Named named);

    @GET
    @Path("/providers/{storageKey}")
    Holders holders(@PathParam("storageKey") String storageKey);

    @RegisterForReflection
    record Named(@JsonProperty("storageKeys") List<Bytes> storageKeys) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Holders(@JsonProperty("sites") List<SiteId> sites) {}

    /// Signed descriptors.
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sites(@JsonProperty("records") List<Bytes> records) {}
}
