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

    /// Ends everything that the organisation was granted: who becomes a partner again starts with nothing.
    public static Uni<Integer> revokeAll(Mutiny.Session session, OrgId organisation, String actor, Instant now) {
        return session.createMutationQuery("update IssuedGrant set revokedAt = :now, revokedBy = :actor"
                        + " where orgId = :org and revokedAt is null")
                .setParameter("now", now)
                .setParameter("actor", actor)
                .setParameter("org", organisation.toString())
                .executeUpdate();
    }
}
