package dev.kontor.transfer.shelf;

import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.NamespaceName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/// Why a partner may fetch a namespace, or why not, for people.
@Path("/api/v1/grants/explain")
@RolesAllowed("gateway-service")
@RunOnVirtualThread
public class ExplainResource {
    private final Explain explain;

    ExplainResource(Explain explain) {
        this.explain = explain;
    }

    /// What the data port would answer now.
    ///
    /// @param partner its petname or its organisation's id
    @GET
    public Explanation explain(
            @QueryParam("partner") @Nullable String partner,
            @QueryParam("namespace") @Nullable NamespaceName namespace) {
        if (partner == null || partner.isEmpty()) {
            throw ProblemException.invalid("partner", "is missing; give a petname or an organisation's id");
        }
        if (namespace == null) {
            throw ProblemException.invalid("namespace", "is missing; give one of our namespaces");
        }
        return explain.explain(partner, namespace);
    }
}
