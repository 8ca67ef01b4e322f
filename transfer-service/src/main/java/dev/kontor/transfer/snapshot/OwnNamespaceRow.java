package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A namespace that we publish, or once did.
@Entity
@Table(name = "own_namespace")
class OwnNamespaceRow {
    @Id
    String namespace;

    @Column(name = "key_id", nullable = false)
    byte[] keyId;

    @Column(name = "key_enc", nullable = false)
    byte[] keyEnc;

    @Column(name = "key_sealed", nullable = false)
    byte[] keySealed;

    @Column(name = "last_sequence", nullable = false)
    long lastSequence;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected OwnNamespaceRow() {}

    OwnNamespaceRow(String namespace, SealedKey secret) {
        this.namespace = namespace;
        this.keyId = secret.keyId().toArray();
        this.keyEnc = secret.sealed().enc().toArray();
        this.keySealed = secret.sealed().ciphertext().toArray();
        this.lastSequence = 0;
    }

    OwnNamespace toOwnNamespace() {
        return new OwnNamespace(new SealedKey(Bytes.of(keyId), Bytes.of(keyEnc), Bytes.of(keySealed)), lastSequence);
    }
}
