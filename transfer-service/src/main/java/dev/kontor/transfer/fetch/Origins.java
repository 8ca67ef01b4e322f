package dev.kontor.transfer.fetch;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.id.OrgId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Keeps what partners last said about their namespaces. Blocks; for virtual threads.
@ApplicationScoped
class Origins {
    private final Transactions database;

    Origins(Transactions database) {
        this.database = database;
    }

    Origin find(OrgId orgId, NamespaceName namespace) {
        OriginRow.Key key = new OriginRow.Key(orgId.toString(), namespace.text());
        return database.read(session -> session.find(OriginRow.class, key)
                .map(row -> Optional.ofNullable(row).map(Origin::of).orElse(Origin.UNKNOWN)));
    }

    void save(OrgId orgId, NamespaceName namespace, Origin origin) {
        OriginRow.Key key = new OriginRow.Key(orgId.toString(), namespace.text());
        database.write(session -> session.find(OriginRow.class, key)
                .chain(found -> found == null
                        ? insert(session, new OriginRow(key, Instant.EPOCH))
                        : Uni.createFrom().item(found))
                .invoke(row -> {
                    row.askedAt = origin.askedAt();
                    row.highest = Math.max(row.highest, origin.highest());
                    row.deniedRule = origin.refused().map(Answer.Refused::rule).orElse(null);
                    row.deniedDetail =
                            origin.refused().map(Answer.Refused::detail).orElse(null);
                }));
    }

    private static Uni<OriginRow> insert(Mutiny.Session session, OriginRow row) {
        return session.persist(row).replaceWith(row);
    }
}
