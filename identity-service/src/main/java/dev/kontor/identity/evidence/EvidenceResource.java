package dev.kontor.identity.evidence;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.evidence.EvidenceFile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Evidence of a transfer, for people. Who takes it along is an act of its own.
@Path("/api/v1/evidence")
@RolesAllowed("gateway-service")
public class EvidenceResource {
    private static final String ACTOR = "Kontor-Actor";
    private static final String ASICE = "application/vnd.etsi.asic-e+zip";
    private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");

    private final Exports exports;
    private final Audit audit;
    private final OurSite site;
    private final SecureRandom random;
    private final Clock clock;

    EvidenceResource(Exports exports, Audit audit, OurSite site, SecureRandom random, Clock clock) {
        this.exports = exports;
        this.audit = audit;
        this.site = site;
        this.random = random;
        this.clock = clock;
    }

    /// An ASiC-E container.
    ///
    /// @param id of a receipt or of its transfer
    @GET
    @Path("/{id}")
    @Produces({ASICE, "application/json"})
    public Uni<Response> export(@HeaderParam(ACTOR) @Nullable String actor, @PathParam("id") String id) {
        if (actor == null || actor.isBlank()) {
            throw ProblemException.invalid(ACTOR, "the header must name who does this");
        }
        if (!ID.matcher(id).matches()) {
            throw ProblemException.invalid("id", "must be a receipt's or a transfer's id");
        }
        return audit.perform(new Act(actor, "evidence.export", id), session -> exports.gather(session, id))
                .map(evidence -> {
                    Instant now = clock.instant();
                    EvidenceSeal seal = EvidenceSeal.fresh(site.authority(), random, now);
                    return answer(id, EvidenceFile.write(evidence, seal, now));
                });
    }

    private static Response answer(String id, Bytes container) {
        return Response.ok(container.toArray(), ASICE)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".asice\"")
                .build();
    }
}
