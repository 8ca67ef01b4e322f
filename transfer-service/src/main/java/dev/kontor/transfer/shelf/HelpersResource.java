package dev.kontor.transfer.shelf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.transfer.snapshot.Helpers;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.wire.address.NamespaceName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/// Who may help with a namespace of ours.
@Path("/api/v1/helpers/{namespace}")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HelpersResource {
    private final Lending lending;

    HelpersResource(Lending lending) {
        this.lending = lending;
    }

    /// The policy.
    ///
    /// @param helpers `partners` or `none`
    @RegisterForReflection
    record Policy(
            @JsonProperty(value = "helpers", required = true)
            String helpers) {}

    @GET
    public Policy policy(@PathParam("namespace") NamespaceName namespace) {
        return new Policy(lending.helpers(namespace).word());
    }

    /// Holds from the next ticket on; tickets that are out live for another minute at most.
    @PUT
    public Policy decide(@PathParam("namespace") NamespaceName namespace, @Nullable Policy body) {
        Helpers helpers = Helpers.of(ProblemException.requireBody(body).helpers())
                .orElseThrow(() -> ProblemException.invalid("helpers", "is partners or none"));
        lending.decide(namespace, helpers);
        return new Policy(helpers.word());
    }
}
