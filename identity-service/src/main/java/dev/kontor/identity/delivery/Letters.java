package dev.kontor.identity.delivery;

import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/// What can be done about letters that wait, in the caller's transaction.
public final class Letters {
    private Letters() {}

    /// Takes back what was to go through the door for partners: it is shut now, and would hold up what comes after.
    public static Uni<Void> recall(Mutiny.Session session, SiteId to) {
        return session.createMutationQuery("delete from Letter where siteId = :site and door = :door")
                .setParameter("site", to.toString())
                .setParameter("door", Door.PARTNER)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Lets what waits for its next try go at once, because the other side has just become a partner.
    public static Uni<Void> hasten(Mutiny.Session session, SiteId to, Instant now) {
        return session.createMutationQuery(
                        "update Letter set nextAt = :now where siteId = :site and door = :door and nextAt > :now")
                .setParameter("now", now)
                .setParameter("site", to.toString())
                .setParameter("door", Door.PARTNER)
                .executeUpdate()
                .replaceWithVoid();
    }
}
