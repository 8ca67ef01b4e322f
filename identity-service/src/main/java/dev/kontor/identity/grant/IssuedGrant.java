package dev.kontor.identity.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of the ledger.
@Entity
@Table(name = "issued_grant")
public class IssuedGrant {
    @Id
    String id;

    @Column(name = "namespace", nullable = false)
    String namespace;

    @Column(name = "org_id")
    @Nullable
    String orgId;

    @Column(name = "record", nullable = false)
    Bytes record;

    @Column(name = "issued_at", nullable = false)
    Instant issuedAt;

    @Column(name = "not_after")
    @Nullable
    Instant notAfter;

    @Column(name = "granted_by", nullable = false)
    String grantedBy;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @Column(name = "revoked_by")
    @Nullable
    String revokedBy;

    /// The signed revocation.
    @Column(name = "revocation")
    @Nullable
    Bytes revocation;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected IssuedGrant() {}

    /// A new row.
    ///
    /// @param organisation whom it is for, or null when it is for all partners
    public IssuedGrant(SignedRecord signed, @Nullable OrgId organisation, String actor) {
        Grant grant = Grant.decode(signed.payload());
        this.id = grant.grantId().toString();
        this.namespace = grant.resource().namespace().text();
        this.orgId = organisation == null ? null : organisation.toString();
        this.record = signed.encoded();
        this.issuedAt = grant.issuedAt();
        this.notAfter = GrantView.of(signed, false).notAfter();
        this.grantedBy = actor;
    }

    public GrantView view() {
        return GrantView.of(SignedRecord.parse(record), revoked());
    }

    /// The signed grant.
    public Bytes signed() {
        return record;
    }

    public GrantId grantId() {
        return GrantId.parse(id);
    }

    public String namespace() {
        return namespace;
    }

    /// Whom it is for; nothing when it is for all partners.
    public Optional<OrgId> organisation() {
        return Optional.ofNullable(orgId).map(OrgId::parse);
    }

    public String grantedBy() {
        return grantedBy;
    }

    public boolean revoked() {
        return revokedAt != null;
    }

    public @Nullable Instant revokedAt() {
        return revokedAt;
    }

    public @Nullable String revokedBy() {
        return revokedBy;
    }

    public SignedRecord record() {
        return SignedRecord.parse(record);
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    /// Ends the grant; a second time changes nothing.
    public void revoke(String actor, Instant now, SignedRecord signed) {
        if (revokedAt == null) {
            revokedAt = now;
            revokedBy = actor;
            revocation = signed.encoded();
        }
    }

    /// Remembers the revocation of a grant that ended before revocations were kept.
    public void remember(SignedRecord signed) {
        revocation = signed.encoded();
    }
}
