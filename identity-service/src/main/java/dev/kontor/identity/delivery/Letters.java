package dev.kontor.identity.delivery;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// What can be done about letters that wait, in the caller's transaction.
public final class Letters {
    private static final String NEWS = "organisation's log";

    private Letters() {}

    /// What tells a partner's site of a grant: the grant itself, or its end.
    public static Letter ofGrant(GrantId grant, Bytes notice, SiteId to, Bytes descriptor, Instant now) {
        return new Letter(to, "grant " + grant, Door.PARTNER, notice, descriptor, now);
    }

    /// What tells a site that our organisation's log has grown. It proves itself, so the door for strangers takes it.
    public static Letter ofLog(Bytes notice, SiteId to, Bytes descriptor, Instant now) {
        return new Letter(to, NEWS, Door.PAIRING, notice, descriptor, now);
    }

    /// Lets all that waits for a site's next try go at once: something urgent comes behind it.
    public static Uni<Void> hurry(Mutiny.Session session, List<SiteId> to, Instant now) {
        return session.createMutationQuery(
                        "update Letter set nextAt = :now where siteId in :sites and nextAt > :now and attempts > 0"
                                + " and lastFailure is not null")
                .setParameter("now", now)
                .setParameter("sites", to.stream().map(SiteId::toString).toList())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// What waits for a site goes to the one that took its place, except for messages of a handshake, which name it.
    public static Uni<Void> redirect(Mutiny.Session session, SiteId from, SiteId to, Bytes descriptor, Instant now) {
        return session.createMutationQuery("update Letter set siteId = :to, descriptor = :descriptor, nextAt = :now"
                        + " where siteId = :from and (door = :partners or subject = :news)")
                .setParameter("to", to.toString())
                .setParameter("descriptor", descriptor)
                .setParameter("now", now)
                .setParameter("from", from.toString())
                .setParameter("partners", Door.PARTNER)
                .setParameter("news", NEWS)
                .executeUpdate()
                .chain(() -> discard(session, from));
    }

    /// Nothing goes to that site any more.
    public static Uni<Void> discard(Mutiny.Session session, SiteId to) {
        return session.createMutationQuery("delete from Letter where siteId = :site")
                .setParameter("site", to.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Has them delivered, in this order.
    public static Uni<Void> post(Mutiny.Session session, List<Letter> letters) {
        return letters.isEmpty() ? Uni.createFrom().voidItem() : session.persistAll(letters.toArray());
    }

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
