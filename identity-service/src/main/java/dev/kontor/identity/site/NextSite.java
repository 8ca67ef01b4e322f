package dev.kontor.identity.site;

import dev.kontor.identity.ca.CertificateAuthority;
import dev.kontor.identity.keys.SiteKeys;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.Optional;

/// This site as the newest log has it. Immutable.
public final class NextSite {
    private final SiteKeys keys;
    private final OrgState organisation;
    private final Membership membership;
    private final CertificateAuthority authority;
    private final boolean another;

    NextSite(
            SiteKeys keys,
            OrgState organisation,
            Membership membership,
            CertificateAuthority authority,
            boolean another) {
        this.keys = keys;
        this.organisation = organisation;
        this.membership = membership;
        this.authority = authority;
        this.another = another;
    }

    /// Whether the services have to be started again, because we are another site or organisation now.
    public boolean another() {
        return another;
    }

    public OrgState organisation() {
        return organisation;
    }

    public OrgLog log() {
        return keys.log();
    }

    public VerifyKey siteKey() {
        return keys.own().site().verifyKey();
    }

    public SiteId siteId() {
        return SiteId.of(siteKey());
    }

    public HpkePublicKey hpkeKey() {
        return keys.own().hpke().publicKey();
    }

    public Membership membership() {
        return membership;
    }

    public CertificateAuthority authority() {
        return authority;
    }

    /// Whether the key store can sign entries of the log.
    public boolean rootHere() {
        return keys.root() != null && organisation.authority().threshold() == 1;
    }

    /// Whether the key store can rotate.
    public boolean nextRootHere() {
        return keys.nextRoot() != null;
    }

    /// The key of the successor that was prepared.
    public Optional<VerifyKey> successor() {
        return Optional.ofNullable(keys.successor())
                .map(secrets -> secrets.site().verifyKey());
    }

    /// Signs with the site key. The caller answers for the payload.
    public SignedRecord sign(RecordType type, Bytes payload) {
        return SignedRecord.sign(type, payload, keys.own().site());
    }

    @Override
    public String toString() {
        return "NextSite[" + siteId() + "]";
    }
}
