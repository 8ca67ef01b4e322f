package dev.kontor.kit.bus;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// What this service could not digest, for `doctor`: the newest first, until somebody discards it.
@Path("/internal/dead-letters")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetters {
    private static final String LIST = "select id, type, source, received_at, failure from inbox_event"
            + " where failure is not null order by received_at desc limit 100";
    private static final String DISCARD = "update inbox_event set failure = null, payload = null where id = :id";

    private final Mutiny.SessionFactory sessions;

    DeadLetters(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// One event that was given up.
    @RegisterForReflection
    public record DeadLetter(String id, String type, String source, Instant receivedAt, String reason) {}

    @GET
    public Uni<List<DeadLetter>> list() {
        return sessions.withSession(session -> session.createNativeQuery(LIST, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(DeadLetters::from).toList()));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> discard(@PathParam("id") String id) {
        return sessions.withTransaction(session -> session.createNativeQuery(DISCARD)
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static DeadLetter from(Object[] row) {
        return new DeadLetter((String) row[0], (String) row[1], (String) row[2], instant(row[3]), (String) row[4]);
    }

    private static Instant instant(Object column) {
        return column instanceof java.time.OffsetDateTime at ? at.toInstant() : (Instant) column;
    }
}
