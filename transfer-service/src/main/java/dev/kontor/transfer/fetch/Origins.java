package dev.kontor.transfer.fetch;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.id.OrgId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

/// Keeps what partners last said about their namespaces. Blocks; for virtual threads.
@ApplicationScoped
class Origins {
    private static final String INSERT = "insert into partner_namespace (org_id, namespace, asked_at, highest) "
            + "values (:org, :namespace, :never, 0) on conflict do nothing";

    private final Transactions database;

    Origins(Transactions database) {
        this.database = database;
    }

    Origin find(OrgId orgId, NamespaceName namespace) {
        OriginRow.Key key = new OriginRow.Key(orgId.toString(), namespace.text());
        return database.read(session -> session.find(OriginRow.class, key)
                .map(row -> Optional.ofNullable(row).map(Origin::of).orElse(Origin.UNKNOWN)));
    }

    /// Saves it unless something later is saved already: those who ask one after another may save in any order.
    void save(OrgId orgId, NamespaceName namespace, Origin origin) {
        OriginRow.Key key = new OriginRow.Key(orgId.toString(), namespace.text());
        database.write(session -> session.createNativeQuery(INSERT)
                .setParameter("org", key.orgId())
                .setParameter("namespace", key.namespace())
                .setParameter("never", Instant.EPOCH)
                .executeUpdate()
                .chain(_ -> session.find(OriginRow.class, key, LockModeType.PESSIMISTIC_WRITE))
                .invoke(row -> update(row, origin)));
    }

    private static void update(OriginRow row, Origin origin) {
        row.highest = Math.max(row.highest, origin.highest());
        if (!origin.askedAt().isBefore(row.askedAt)) {
            row.askedAt = origin.askedAt();
            row.deniedRule = origin.refused().map(Answer.Refused::rule).orElse(null);
            row.deniedDetail = origin.refused().map(Answer.Refused::detail).orElse(null);
        }
    }
}
