package dev.kontor.transfer.scrub;

import dev.kontor.transfer.db.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Keeps how far the walk is, so that a restart does not begin it anew. Blocks; for virtual threads.
@ApplicationScoped
class Passes {
    private final Transactions database;

    Passes(Transactions database) {
        this.database = database;
    }

    /// The pass that runs, or was the last.
    Optional<Pass> current() {
        return database.read(session -> session.find(PassRow.class, PassRow.ID)
                .map(row -> Optional.ofNullable(row).map(PassRow::toPass)));
    }

    /// Takes the place of any other pass.
    void begin(Pass pass) {
        database.write(session -> row(session).chain(row -> {
            if (row == null) {
                return session.persist(new PassRow(pass));
            }
            row.take(pass);
            return Uni.createFrom().voidItem();
        }));
    }

    /// Saves how far a pass is, unless another one took its place meanwhile.
    void save(Pass pass) {
        database.write(session -> row(session).invoke(row -> {
            if (row != null && row.startedAt.equals(pass.startedAt()) && row.demanded == pass.demanded()) {
                row.take(pass);
            }
        }));
    }

    private static Uni<PassRow> row(Mutiny.Session session) {
        return session.find(PassRow.class, PassRow.ID, LockModeType.PESSIMISTIC_WRITE);
    }
}
