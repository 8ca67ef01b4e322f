package dev.kontor.identity.log;

import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/// A row of the table `log_leaf`.
@Entity
@Table(name = "log_leaf")
class LeafRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    /// Place in the tree, from 0; none before the end of the transaction that wrote it.
    @Column(name = "position")
    @Nullable
    Long position;

    @Column(name = "kind", nullable = false)
    String kind;

    @Column(name = "subject", nullable = false)
    String subject;

    @Column(name = "leaf", nullable = false)
    Bytes leaf;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected LeafRow() {}

    LeafRow(String kind, String subject, Bytes leaf) {
        this.kind = kind;
        this.subject = subject;
        this.leaf = leaf;
    }
}
