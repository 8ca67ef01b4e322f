package dev.kontor.discovery.announce;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kontor.kit.client.Retried;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What we ask of identity-service.
@RegisterRestClient(configKey = "identity")
@Path("/internal")
interface Identity {
    /// The facts that a descriptor repeats: when one of them changes, a new descriptor is due.
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true) // identity tells more than we need
    record Site(
            OrgId orgId,
            SiteId siteId,
            @Nullable String name,
            Bytes caKeyHash,
            List<SealingKey> hpkeKeys,
            Bytes endorsement,
            LogHead logHead) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SealingKey(Bytes keyId) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LogHead(long seq, Bytes digest) {}

    @RegisterForReflection
    record DescriptorRequest(List<Place> endpoints, List<SiteName> names) {}

    @RegisterForReflection
    record Place(String host, int port) {}

    @RegisterForReflection
    record NameRequest(SiteName name) {}

    /// An answer: the signed record.
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Signed(Bytes record) {}

    @GET
    @Retried
    @Path("/site")
    Uni<Site> site();

    @POST
    @Path("/descriptors")
    Uni<Signed> descriptor(DescriptorRequest request);

    @RegisterForReflection
    record ProviderRequest(List<Bytes> storageKeys) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SignedAll(List<Bytes> records) {}

    @POST
    @Path("/provider-records")
    Uni<SignedAll> providerRecords(ProviderRequest request);

    @POST
    @Path("/name-announcements")
    Uni<Signed> nameAnnouncement(NameRequest request);
}
