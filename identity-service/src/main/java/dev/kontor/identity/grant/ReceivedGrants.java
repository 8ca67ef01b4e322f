package dev.kontor.identity.grant;

import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// The questions that are asked of the grants to us.
public final class ReceivedGrants {
    /// How many one partner can make us remember (our choice).
    private static final int MAX_OF_A_PARTNER = 1000;

    private static final int MAX_LISTED = 5000;

    private ReceivedGrants() {}

    /// Remembers a grant; one that is known already stays as it is, also when it has ended.
    ///
    /// @return whether it is new
    public static Uni<Boolean> keep(Mutiny.Session session, ReceivedGrant grant) {
        return session.find(ReceivedGrant.class, grant.id)
                .chain(known -> known != null
                        ? Uni.createFrom().item(false)
                        : room(session, grant.orgId).chain(room -> room ? add(session, grant) : none()));
    }

    public static Uni<Optional<ReceivedGrant>> lock(Mutiny.Session session, SiteId issuer, GrantId id) {
        return session.find(ReceivedGrant.class, ReceivedGrant.key(issuer, id), LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    /// The grant as its issuer signed it.
    public static Uni<Optional<SignedRecord>> record(Mutiny.Session session, SiteId issuer, GrantId id) {
        return session.find(ReceivedGrant.class, ReceivedGrant.key(issuer, id))
                .map(row -> Optional.ofNullable(row).map(known -> SignedRecord.parse(known.record)));
    }

    /// All, newest first.
    public static Uni<List<ReceivedGrant>> all(Mutiny.Session session) {
        return session.createQuery("from ReceivedGrant order by receivedAt desc, id", ReceivedGrant.class)
                .setMaxResults(MAX_LISTED)
                .getResultList();
    }

    /// What one site has granted goes on as another one's that took its place.
    public static Uni<Void> move(Mutiny.Session session, SiteId from, SiteId to) {
        return session.createNativeQuery(
                        "update received_grant set id = :to || substr(id, length(:from) + 1) where id like :from || '/%'")
                .setParameter("from", from.toString())
                .setParameter("to", to.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Forgets what the organisation granted: with the partnership it is over.
    public static Uni<Void> forget(Mutiny.Session session, OrgId organisation) {
        return session.createMutationQuery("delete from ReceivedGrant where orgId = :org")
                .setParameter("org", organisation.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Boolean> room(Mutiny.Session session, String organisation) {
        return session.createQuery("select count(*) from ReceivedGrant where orgId = :org", Long.class)
                .setParameter("org", organisation)
                .getSingleResult()
                .map(count -> count < MAX_OF_A_PARTNER);
    }

    private static Uni<Boolean> add(Mutiny.Session session, ReceivedGrant grant) {
        return session.persist(grant).replaceWith(true);
    }

    private static Uni<Boolean> none() {
        return Uni.createFrom().item(false);
    }
}
