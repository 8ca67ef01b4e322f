package dev.kontor.identity.revision;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/// Counts changes of trust. Taking the next number locks the counter until the end of the transaction, so numbers
/// become visible in their order.
public final class TrustRevision {
    private static final String NEXT =
            "update trust_revision set revision = revision + 1 where id = 1 returning revision";
    private static final String CURRENT = "select revision from trust_revision where id = 1";

    private TrustRevision() {}

    public static Uni<Long> next(Mutiny.Session session) {
        return session.createNativeQuery(NEXT, Long.class).getSingleResult();
    }

    public static Uni<Long> current(Mutiny.Session session) {
        return session.createNativeQuery(CURRENT, Long.class).getSingleResult();
    }
}
