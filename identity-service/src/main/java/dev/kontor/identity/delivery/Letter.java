package dev.kontor.identity.delivery;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A signed message that waits for delivery. Persist one in the transaction that decides to send it.
@Entity
@Table(name = "letter")
public class Letter {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "site_id", nullable = false)
    String siteId;

    @Column(name = "subject", nullable = false)
    String subject;

    @Enumerated(EnumType.STRING)
    @Column(name = "door", nullable = false)
    Door door;

    @Column(name = "record", nullable = false)
    Bytes record;

    @Column(name = "descriptor", nullable = false)
    Bytes descriptor;

    @Column(name = "attempts", nullable = false)
    int attempts;

    @Column(name = "next_at", nullable = false)
    Instant nextAt;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @Column(name = "last_failure")
    @Nullable
    String lastFailure;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected Letter() {}

    /// A letter that is due at once.
    ///
    /// @param subject what it belongs to, for the log
    /// @param record the signed message
    /// @param descriptor the receiver's descriptor as known now
    public Letter(SiteId to, String subject, Door door, Bytes record, Bytes descriptor, Instant now) {
        this.siteId = to.toString();
        this.subject = subject;
        this.door = door;
        this.record = record;
        this.descriptor = descriptor;
        this.nextAt = now;
        this.expiresAt = now.plus(door.patience());
    }
}
