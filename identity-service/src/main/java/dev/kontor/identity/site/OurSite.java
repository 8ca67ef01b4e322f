package dev.kontor.identity.site;

import dev.kontor.identity.ca.CertificateAuthority;
import dev.kontor.identity.ca.EnrolmentPolicy;
import dev.kontor.identity.ca.P256Key;
import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.keys.Keystore;
import dev.kontor.identity.keys.SiteKeys;
import dev.kontor.identity.settings.Settings;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/// This site, with its keys in memory. Immutable and safe for use by any thread.
public final class OurSite {
    private final String label;
    private final String name;
    private final SiteKeys keys;
    private final OrgState organisation;
    private final CertificateAuthority authority;

    private OurSite(Settings settings, SiteKeys keys, SecureRandom random) {
        this.label = settings.label();
        this.name = settings.name();
        this.keys = keys;
        this.organisation = keys.log().replay();
        this.authority = new CertificateAuthority(P256Key.fromPkcs8(keys.caKey()), keys.caCertificate(), random);
    }

    /// Opens the key store, or founds the organisation when there is none.
    public static OurSite open(Settings settings, SecureRandom random, Instant now) throws KeysUnavailableException {
        Keystore store = new Keystore(settings.keystore(), settings.protection());
        Optional<SiteKeys> opened = store.open();
        if (opened.isPresent()) {
            return new OurSite(settings, opened.get(), random);
        }
        SiteKeys founded = Foundation.found(random, now);
        store.save(founded, random);
        return new OurSite(settings, founded, random);
    }

    public String label() {
        return label;
    }

    /// The name that we suggest to others.
    public String name() {
        return name;
    }

    public OrgId orgId() {
        return organisation.orgId();
    }

    public SiteId siteId() {
        return SiteId.of(siteKey());
    }

    public VerifyKey siteKey() {
        return keys.site().verifyKey();
    }

    public HpkePublicKey hpkeKey() {
        return keys.hpke().publicKey();
    }

    public OrgLog log() {
        return keys.log();
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public EnrolmentPolicy enrolmentPolicy() {
        return new EnrolmentPolicy(siteId());
    }

    /// What proves to others that this site belongs to its organisation.
    public Membership membership() {
        return new Membership(
                keys.log().inception(), keys.endorsement(), organisation.headSeq(), organisation.headDigest());
    }

    /// Signs with the site key. The caller answers for the payload.
    public SignedRecord sign(RecordType type, Bytes payload) {
        return SignedRecord.sign(type, payload, keys.site());
    }

    /// Opens what was sealed to one of our keys.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when it was not sealed to that key for this purpose
    public Optional<Bytes> open(Bytes keyId, Bytes sealedFor, Bytes aad, Sealed sealed) {
        HpkeKeyPair pair = keys.hpke();
        return pair.publicKey().keyId().equals(keyId)
                ? Optional.of(Hpke.open(pair, sealedFor, aad, sealed))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "OurSite[" + siteId() + "]";
    }
}
