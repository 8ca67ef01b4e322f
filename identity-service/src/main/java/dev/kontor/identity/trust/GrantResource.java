package dev.kontor.identity.trust;

import dev.kontor.identity.grant.GrantLedger;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.GrantId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Grants, for admins.
@Path("/api/v1/grants")
@RolesAllowed("gateway-service")
public class GrantResource {
    private static final String ACTOR = "Kontor-Actor";

    private final Granting granting;
    private final Mutiny.SessionFactory sessions;

    GrantResource(Granting granting, Mutiny.SessionFactory sessions) {
        this.granting = granting;
        this.sessions = sessions;
    }

    /// All grants, revoked ones too, newest first.
    @GET
    public Uni<List<GrantStatus>> list() {
        return sessions.withSession(session -> PartnerBook.names(session)
                .chain(names -> GrantLedger.all(session)
                        .map(rows -> rows.stream()
                                .map(row -> GrantStatus.from(row, names))
                                .toList())));
    }

    @POST
    @ResponseStatus(201)
    public Uni<GrantStatus> issue(@HeaderParam(ACTOR) @Nullable String actor, @Nullable GrantRequest request) {
        return granting.issue(required(actor), ProblemException.requireBody(request));
    }

    /// Ends a grant at once; one that has ended already is left as it is.
    @DELETE
    @Path("/{id}")
    public Uni<GrantStatus> revoke(@HeaderParam(ACTOR) @Nullable String actor, @PathParam("id") String id) {
        return granting.revoke(required(actor), grantId(id));
    }

    private static GrantId grantId(String text) {
        try {
            return GrantId.parse(text);
        } catch (MalformedException malformed) {
            throw ProblemException.invalid(
                    "id", "must be a grant's id, 32 hexadecimal digits; GET /api/v1/grants lists them");
        }
    }

    private static String required(@Nullable String actor) {
        if (actor == null || actor.isBlank()) {
            throw ProblemException.invalid(ACTOR, "the header must name who does this");
        }
        return actor;
    }
}
