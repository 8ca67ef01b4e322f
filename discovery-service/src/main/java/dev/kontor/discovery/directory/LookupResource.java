package dev.kontor.discovery.directory;

import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who goes by a name, for people.
@Path("/api/v1/lookup")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
class LookupResource {
    private final Names names;

    LookupResource(Names names) {
        this.names = names;
    }

    @RegisterForReflection
    record LookupAnswer(SiteName name, List<Claimant> claimants) {}

    /// Lists the claimants of a name.
    ///
    /// @param name a name as it is announced, or an organisation's id
    @GET
    public Uni<LookupAnswer> lookUp(@QueryParam("name") @Nullable String name) {
        SiteName wanted = parse(name);
        return organisation(wanted)
                .map(names::claimants)
                .orElseGet(() -> names.claimants(wanted))
                .map(claimants -> new LookupAnswer(wanted, claimants));
    }

    private static SiteName parse(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing; give the name to look up, such as ?name=acme-inc");
        }
        try {
            return SiteName.parse(name.strip());
        } catch (MalformedException malformed) {
            throw ProblemException.invalid("name", malformed.reason());
        }
    }

    private static Optional<OrgId> organisation(SiteName name) {
        try {
            return Optional.of(OrgId.parse(name.text()));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
