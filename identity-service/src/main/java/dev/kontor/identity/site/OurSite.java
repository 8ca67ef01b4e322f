package dev.kontor.identity.site;

import dev.kontor.identity.ca.CertificateAuthority;
import dev.kontor.identity.ca.EnrolmentPolicy;
import dev.kontor.identity.ca.P256Key;
import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.keys.Keystore;
import dev.kontor.identity.keys.SiteKeys;
import dev.kontor.identity.keys.SiteSecrets;
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
import java.util.stream.Stream;

/// This site, with its keys in memory. Safe for use by any thread. The organisation's log may change while it runs;
/// which site and organisation it is changes with the next start, and [#next] is that already.
public final class OurSite {
    private final String label;
    private final String name;
    private final Keystore store;
    private final SecureRandom random;
    private final CertificateAuthority authority;
    private volatile Standing now;
    private volatile Standing next;

    /// Keys, and what their log says.
    private record Standing(SiteKeys keys, OrgState organisation) {
        static Standing of(SiteKeys keys) {
            return new Standing(keys, keys.log().replay());
        }

        boolean same(Standing other) {
            return organisation.orgId().equals(other.organisation.orgId())
                    && keys.own()
                            .site()
                            .verifyKey()
                            .equals(other.keys.own().site().verifyKey());
        }

        Membership membership() {
            return new Membership(
                    keys.log().inception(), keys.endorsement(), organisation.headSeq(), organisation.headDigest());
        }
    }

    private OurSite(Settings settings, Keystore store, SiteKeys keys, SecureRandom random) {
        this.label = settings.label();
        this.name = settings.name();
        this.store = store;
        this.random = random;
        this.now = Standing.of(keys);
        this.next = now;
        this.authority = authority(keys.own(), random);
    }

    private static CertificateAuthority authority(SiteSecrets secrets, SecureRandom random) {
        return new CertificateAuthority(P256Key.fromPkcs8(secrets.caKey()), secrets.caCertificate(), random);
    }

    /// Opens the key store, or founds the organisation when there is none.
    public static OurSite open(Settings settings, SecureRandom random, Instant now) throws KeysUnavailableException {
        Keystore store = new Keystore(settings.keystore(), settings.protection());
        Optional<SiteKeys> opened = store.open();
        if (opened.isPresent()) {
            return new OurSite(settings, store, opened.get(), random);
        }
        SiteKeys founded = Foundation.found(random, now);
        store.save(founded, random);
        return new OurSite(settings, store, founded, random);
    }

    public String label() {
        return label;
    }

    /// The name that we suggest to others.
    public String name() {
        return name;
    }

    public OrgId orgId() {
        return now.organisation().orgId();
    }

    public SiteId siteId() {
        return SiteId.of(siteKey());
    }

    public VerifyKey siteKey() {
        return now.keys().own().site().verifyKey();
    }

    public HpkePublicKey hpkeKey() {
        return now.keys().own().hpke().publicKey();
    }

    /// Our organisation's log, the newest there is.
    public OrgLog log() {
        return next.keys().log();
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public EnrolmentPolicy enrolmentPolicy() {
        return new EnrolmentPolicy(siteId());
    }

    /// What proves to others that this site belongs to its organisation.
    public Membership membership() {
        return next.membership();
    }

    /// Signs with the site key. The caller answers for the payload.
    public SignedRecord sign(RecordType type, Bytes payload) {
        return SignedRecord.sign(type, payload, now.keys().own().site());
    }

    /// Opens what was sealed to one of our keys.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when it was not sealed to that key for this purpose
    public Optional<Bytes> open(Bytes keyId, Bytes sealedFor, Bytes aad, Sealed sealed) {
        SiteKeys keys = next.keys();
        return Stream.concat(Stream.of(keys.own().hpke()), keys.retired().stream())
                .filter(pair -> pair.publicKey().keyId().equals(keyId))
                .findFirst()
                .map((HpkeKeyPair pair) -> Hpke.open(pair, sealedFor, aad, sealed));
    }

    /// What a change would lead to. Nothing has happened yet.
    public Draft draft(Change change, Instant at) {
        SiteKeys keys = next.keys();
        try {
            SiteKeys changed =
                    Amendment.of(keys, at, () -> Foundation.secrets(random, at)).apply(change);
            return new Draft.Made(keys, changed);
        } catch (Amendment.RefusedException refused) {
            return new Draft.Refused(refused.reason());
        }
    }

    /// Makes a draft hold: writes the key store. Blocks; callers see to it that one comes after another.
    ///
    /// @throws IllegalStateException when something else has changed since the draft was made
    public void adopt(Draft.Made draft) throws KeysUnavailableException {
        if (!draft.before().equals(next.keys())) {
            throw new IllegalStateException("the organisation's log has changed meanwhile");
        }
        store.save(draft.after(), random);
        Standing changed = Standing.of(draft.after());
        if (changed.same(now)) {
            now = changed;
        }
        next = changed;
    }

    /// Who we are from the next start on, and for the organisation's log already now.
    public NextSite next() {
        Standing standing = next;
        return new NextSite(
                standing.keys(),
                standing.organisation(),
                standing.membership(),
                standing.same(now) ? authority : authority(standing.keys().own(), random),
                !standing.same(now));
    }

    @Override
    public String toString() {
        return "OurSite[" + siteId() + "]";
    }
}
