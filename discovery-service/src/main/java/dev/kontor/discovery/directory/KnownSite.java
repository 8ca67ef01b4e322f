package dev.kontor.discovery.directory;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A row of `known_site`. Written by [KnownSites] in SQL, read through Hibernate.
@Entity
@Table(name = "known_site")
class KnownSite {
    @Id
    @Column(name = "site_id")
    String siteId;

    @Column(name = "org_id")
    String orgId;

    @Column(name = "sequence")
    long sequence;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "record")
    byte[] record;

    @Column(name = "learned_at")
    Instant learnedAt;

    @Column(name = "checked_at")
    Instant checkedAt;

    @Column(name = "asked_at")
    Instant askedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected KnownSite() {}

    SiteId id() {
        return SiteId.parse(siteId);
    }

    Bytes signed() {
        return Bytes.of(record);
    }

    boolean isInForce(Instant now) {
        return expiresAt.isAfter(now);
    }
}
