package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SnapshotId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Which namespaces of ours partners may help with, and which snapshots of partners we help with. Blocks; for virtual
/// threads.
@ApplicationScoped
public class Lending {
    private static final String LENT = "select id from SnapshotRow where lent order by storedAt desc limit ?1";
    private static final String LEND = "update SnapshotRow set lent = true where id = ?1 and not ours";
    private static final Bytes STORAGE_KEY = Bytes.utf8("kontor/snapshot-provider/1");

    private final Transactions database;

    Lending(Transactions database) {
        this.database = database;
    }

    /// What a snapshot goes by among those who announce that they have it.
    public static Bytes storageKey(SnapshotId id) {
        return Sha256.digest(Bytes.concat(STORAGE_KEY, id.bytes()));
    }

    public Helpers helpers(NamespaceName namespace) {
        return database.read(session -> session.find(HelperPolicyRow.class, namespace.text())
                .map(row -> Optional.ofNullable(row)
                        .flatMap(found -> Helpers.of(found.helpers))
                        .orElse(Helpers.NONE)));
    }

    /// Decides who may help with a namespace of ours from now on.
    public void decide(NamespaceName namespace, Helpers helpers) {
        database.write(session -> session.find(HelperPolicyRow.class, namespace.text())
                .chain(row -> {
                    if (row == null) {
                        return session.persist(new HelperPolicyRow(namespace.text(), helpers));
                    }
                    row.helpers = helpers.word();
                    return Uni.createFrom().voidItem();
                }));
    }

    /// Remembers that a partner's snapshot, which is here whole, may be passed on.
    public void lend(SnapshotId id) {
        database.write(session ->
                session.createMutationQuery(LEND).setParameter(1, id.toString()).executeUpdate());
    }

    /// The newest of those snapshots.
    public List<SnapshotId> lent(int most) {
        return database.read(session -> session.createQuery(LENT, String.class)
                .setParameter(1, most)
                .getResultList()
                .map(ids -> ids.stream().map(SnapshotId::parse).toList()));
    }
}
