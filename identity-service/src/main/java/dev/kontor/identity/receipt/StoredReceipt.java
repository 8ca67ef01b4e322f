package dev.kontor.identity.receipt;

import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the table `receipt`.
@Entity
@Table(name = "receipt")
class StoredReceipt {
    @Id
    String id;

    @Column(name = "transfer_id", nullable = false)
    String transferId;

    @Enumerated(EnumType.STRING)
    @Column(name = "direction", nullable = false)
    Direction direction;

    @Column(name = "receipt", nullable = false)
    Bytes receipt;

    @Column(name = "countersignature")
    @Nullable
    Bytes countersignature;

    @Column(name = "completed_at", nullable = false)
    Instant completedAt;

    @Column(name = "stored_at", nullable = false)
    Instant storedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected StoredReceipt() {}

    StoredReceipt(ReceiptCheck.Sound sound, Instant now) {
        this.id = sound.record().digest().hex();
        this.transferId = sound.receipt().transferId().toString();
        this.direction = sound.direction();
        this.receipt = sound.record().encoded();
        this.countersignature = sound.countersignature();
        this.completedAt = sound.receipt().completedAt();
        this.storedAt = now;
    }
}
