package dev.kontor.identity.signing;

import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// The one row of the table `own_descriptor`.
@Entity
@Table(name = "own_descriptor")
class OwnDescriptor {
    static final int ONLY = 1;

    @Id
    int id;

    @Column(name = "sequence", nullable = false)
    long sequence;

    @Column(name = "record", nullable = false)
    Bytes record;

    @Column(name = "signed_at", nullable = false)
    Instant signedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected OwnDescriptor() {}

    OwnDescriptor(long sequence, Bytes record, Instant signedAt) {
        this.id = ONLY;
        this.sequence = sequence;
        this.record = record;
        this.signedAt = signedAt;
    }
}
