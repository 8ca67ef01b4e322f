package dev.kontor.transfer.fetch;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a partner last said about a namespace.
@Entity
@Table(name = "partner_namespace")
@IdClass(OriginRow.Key.class)
class OriginRow {
    /// The row's primary key.
    record Key(String orgId, String namespace) implements Serializable {}

    @Id
    @Column(name = "org_id")
    String orgId;

    @Id
    String namespace;

    @Column(name = "asked_at", nullable = false)
    Instant askedAt;

    @Column(nullable = false)
    long highest;

    @Column(name = "denied_rule")
    @Nullable
    String deniedRule;

    @Column(name = "denied_detail")
    @Nullable
    String deniedDetail;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected OriginRow() {}
}
