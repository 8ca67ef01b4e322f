package dev.kontor.kit.bus;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the outbox: an event that is true as soon as its transaction is, and is sent after that.
@Entity
@Table(name = "outbox_event")
public class OutboxEvent {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long position;

    @Column(name = "source", nullable = false)
    String source;

    @Column(name = "payload", nullable = false)
    String payload;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected OutboxEvent() {}

    OutboxEvent(String source, String payload, Instant createdAt) {
        this.source = source;
        this.payload = payload;
        this.createdAt = createdAt;
    }
}
