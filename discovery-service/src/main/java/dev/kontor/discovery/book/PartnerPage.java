package dev.kontor.discovery.book;

import dev.kontor.discovery.dht.HostPort;
import dev.kontor.wire.id.SiteId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A row of `partner_page`: what a partner's site told last. Written by [Pages] in SQL, read through Hibernate.
@Entity
@Table(name = "partner_page")
class PartnerPage {
    @Id
    @Column(name = "site_id")
    String siteId;

    @Column(name = "tellable")
    boolean tellable;

    @Column(name = "priority_nodes")
    String priorityNodes;

    @Column(name = "exchanged_at")
    @Nullable
    Instant exchangedAt;

    @Column(name = "failed_at")
    @Nullable
    Instant failedAt;

    @Column(name = "failure")
    @Nullable
    String failure;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected PartnerPage() {}

    SiteId id() {
        return SiteId.parse(siteId);
    }

    List<HostPort> nodes() {
        return HostPort.parseAll(Stream.of(priorityNodes.split(",")));
    }
}
