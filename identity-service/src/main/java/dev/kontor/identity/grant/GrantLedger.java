package dev.kontor.identity.grant;

import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// The questions that are asked of the ledger.
public final class GrantLedger {
    private static final int MAX_LISTED = 5000;

    private GrantLedger() {}

    /// Grants that are neither revoked nor over.
    public static Uni<List<IssuedGrant>> live(Mutiny.Session session, Instant now) {
        return session.createQuery(
                        "from IssuedGrant where revokedAt is null and (notAfter is null or notAfter > :now)"
                                + " order by issuedAt, id",
                        IssuedGrant.class)
                .setParameter("now", now)
                .getResultList();
    }

    /// Grants for all partners that are neither revoked nor over.
    public static Uni<List<IssuedGrant>> toAllPartners(Mutiny.Session session, Instant now) {
        return live(session, now)
                .map(grants -> grants.stream()
                        .filter(grant -> grant.organisation().isEmpty())
                        .toList());
    }

    /// All grants, newest first.
    public static Uni<List<IssuedGrant>> all(Mutiny.Session session) {
        return session.createQuery("from IssuedGrant order by issuedAt desc, id", IssuedGrant.class)
                .setMaxResults(MAX_LISTED)
                .getResultList();
    }

    public static Uni<Optional<IssuedGrant>> lock(Mutiny.Session session, GrantId id) {
        return session.find(IssuedGrant.class, id.toString(), LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    /// What the organisation is granted and was not ended yet.
    public static Uni<List<IssuedGrant>> unended(Mutiny.Session session, OrgId organisation) {
        return session.createQuery(
                        "from IssuedGrant where orgId = :org and revokedAt is null order by id", IssuedGrant.class)
                .setParameter("org", organisation.toString())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /// A grant by its id.
    public static Uni<Optional<IssuedGrant>> find(Mutiny.Session session, GrantId id) {
        return session.find(IssuedGrant.class, id.toString()).map(Optional::ofNullable);
    }

    /// Grants of older databases that have no leaf in the site's log yet.
    public static Uni<List<IssuedGrant>> withoutLeaf(Mutiny.Session session, int most) {
        return session.createQuery(
                        "from IssuedGrant g where not exists (select 1 from LeafRow l where l.kind = 'GRANT'"
                                + " and l.subject = g.id) order by g.issuedAt, g.id",
                        IssuedGrant.class)
                .setMaxResults(most)
                .getResultList();
    }

    /// Ended grants of older databases whose end has no leaf in the site's log yet.
    public static Uni<List<IssuedGrant>> endedWithoutLeaf(Mutiny.Session session, int most) {
        return session.createQuery(
                        "from IssuedGrant g where g.revokedAt is not null and not exists (select 1 from LeafRow l"
                                + " where l.kind = 'REVOCATION' and l.subject = g.id) order by g.revokedAt, g.id",
                        IssuedGrant.class)
                .setMaxResults(most)
                .getResultList();
    }
}
