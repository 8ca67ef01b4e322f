package dev.kontor.identity.receipt;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The receipts, newest first, for admins.
@Path("/api/v1/receipts")
@RolesAllowed("gateway-service")
public class ReceiptListResource {
    private static final int MAX_LIMIT = 1000;

    private final Mutiny.SessionFactory sessions;

    ReceiptListResource(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    @GET
    public Uni<List<ReceiptStatus>> list(@QueryParam("limit") @DefaultValue("100") int limit) {
        return sessions.withSession(session -> session.createQuery(
                                "from StoredReceipt order by storedAt desc, id", StoredReceipt.class)
                        .setMaxResults(Math.clamp(limit, 1, MAX_LIMIT))
                        .getResultList())
                .map(rows -> rows.stream().map(ReceiptStatus::from).toList());
    }
}
