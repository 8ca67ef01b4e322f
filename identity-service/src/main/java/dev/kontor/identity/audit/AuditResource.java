package dev.kontor.identity.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The audit log, newest first.
@Path("/api/v1/audit")
@RolesAllowed("gateway-service")
public class AuditResource {
    private static final int MAX_LIMIT = 1000;

    private final Mutiny.SessionFactory sessions;

    AuditResource(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// One act.
    ///
    /// @param position grows with time; `before` takes it to read on
    @RegisterForReflection
    record Entry(
            @JsonProperty("position") long position,
            @JsonProperty("at") Instant at,
            @JsonProperty("actor") String actor,
            @JsonProperty("act") String act,
            @JsonProperty("subject") String subject,
            @JsonProperty("outcome") String outcome,
            @JsonProperty("detail") String detail) {
        static Entry from(AuditEntry row) {
            long position = row.position == null ? 0 : row.position;
            return new Entry(position, row.at, row.actor, row.act, row.subject, row.outcome, row.detail);
        }
    }

    @GET
    public Uni<List<Entry>> list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before) {
        return sessions.withSession(session -> session.createQuery(
                                "from AuditEntry where position < :before order by position desc", AuditEntry.class)
                        .setParameter("before", before)
                        .setMaxResults(Math.clamp(limit, 1, MAX_LIMIT))
                        .getResultList())
                .map(rows -> rows.stream().map(Entry::from).toList());
    }
}
