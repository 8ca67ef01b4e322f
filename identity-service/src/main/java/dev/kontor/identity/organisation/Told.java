package dev.kontor.identity.organisation;

import dev.kontor.wire.bytes.Bytes;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The one row of the table `organisation_told`: the log's head that partners were told of last. Its lock puts changes
/// of the organisation in a row.
@Entity
@Table(name = "organisation_told")
class Told {
    private static final int ONLY = 1;

    @Id
    int id;

    @Column(name = "head")
    @Nullable
    Bytes head;

    static Uni<Told> lock(Mutiny.Session session) {
        return session.find(Told.class, ONLY, LockModeType.PESSIMISTIC_WRITE);
    }
}
