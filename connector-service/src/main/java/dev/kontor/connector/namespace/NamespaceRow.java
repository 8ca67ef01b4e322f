package dev.kontor.connector.namespace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A namespace in the database. Its configuration is kept as the JSON that the admin API received.
@Entity
@Table(name = "namespace")
class NamespaceRow {
    @Id
    String name;

    @Column(nullable = false)
    String spec;

    @Column(nullable = false)
    String mode;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    NamespaceRow() {
        this("", "", "", Instant.EPOCH);
    }

    NamespaceRow(String name, String spec, String mode, Instant now) {
        this.name = name;
        this.spec = spec;
        this.mode = mode;
        this.createdAt = now;
        this.changedAt = now;
    }
}
