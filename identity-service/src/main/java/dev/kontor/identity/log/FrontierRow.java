package dev.kontor.identity.log;

import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// The one row of the table `log_frontier`.
@Entity
@Table(name = "log_frontier")
class FrontierRow {
    @Id
    int id;

    @Column(name = "frontier", nullable = false)
    Bytes frontier;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected FrontierRow() {}
}
