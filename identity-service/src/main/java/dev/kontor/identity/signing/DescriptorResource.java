package dev.kontor.identity.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs the descriptors that discovery-service publishes.
@Path("/internal/descriptors")
@RolesAllowed("discovery-service")
public class DescriptorResource {
    private final OwnDescriptors descriptors;

    DescriptorResource(OwnDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    @RegisterForReflection
    record Place(
            @JsonProperty(value = "host", required = true) String host,
            @JsonProperty(value = "port", required = true) int port) {}

    /// What the next descriptor says.
    ///
    /// @param endpoints where this site is reached directly
    /// @param names under which it is announced
    @RegisterForReflection
    record DescriptorRequest(
            @JsonProperty(value = "endpoints", required = true)
            List<Place> endpoints,

            @JsonProperty("names") @Nullable List<SiteName> names) {}

    @POST
    public Uni<Signed> descriptor(@Nullable DescriptorRequest body) {
        DescriptorRequest request = ProblemException.requireBody(body);
        List<SiteName> names = request.names() == null ? List.of() : request.names();
        if (request.endpoints().size() > Descriptor.MAX_ENDPOINTS || names.size() > Descriptor.MAX_NAMES) {
            throw ProblemException.invalid("endpoints", "a descriptor has at most 8 endpoints and 8 names");
        }
        return descriptors
                .sign(
                        request.endpoints().stream()
                                .map(DescriptorResource::endpoint)
                                .toList(),
                        names)
                .map(record -> new Signed(record.encoded()))
                .onFailure(IllegalArgumentException.class)
                .transform(tooLarge -> ProblemException.invalid("endpoints", String.valueOf(tooLarge.getMessage())));
    }

    private static Endpoint endpoint(Place place) {
        try {
            return Endpoint.direct(place.host(), place.port());
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalid("endpoints", String.valueOf(refused.getMessage()));
        }
    }
}
