package dev.kontor.identity.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A grant to us, as the partner that issued it told us.
@Entity
@Table(name = "received_grant")
public class ReceivedGrant {
    @Id
    String id;

    @Column(name = "org_id", nullable = false)
    String orgId;

    @Column(name = "record", nullable = false)
    Bytes record;

    @Column(name = "received_at", nullable = false)
    Instant receivedAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected ReceivedGrant() {}

    /// A grant whose signature and issuer were checked.
    public ReceivedGrant(SignedRecord signed, Instant now) {
        Grant grant = Grant.decode(signed.payload());
        this.id = key(grant.issuerSite(), grant.grantId());
        this.orgId = grant.issuerOrg().toString();
        this.record = signed.encoded();
        this.receivedAt = now;
    }

    /// Whose grant it is: only its issuer can tell its end.
    static String key(SiteId issuer, GrantId id) {
        return issuer + "/" + id;
    }

    public GrantView view() {
        return GrantView.of(SignedRecord.parse(record), revoked());
    }

    public String organisation() {
        return orgId;
    }

    public boolean revoked() {
        return revokedAt != null;
    }

    /// Takes the partner's word that it has ended.
    public void revoke(Instant at) {
        if (revokedAt == null) {
            revokedAt = at;
        }
    }

    /// What other services are told of it.
    public GrantReceived event() {
        Grant grant = Grant.decode(SignedRecord.parse(record).payload());
        return new GrantReceived(
                grant.grantId(),
                grant.issuerOrg(),
                grant.issuerSite(),
                grant.resource().namespace().text(),
                revoked());
    }
}
