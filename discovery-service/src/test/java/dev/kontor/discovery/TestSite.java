package dev.kontor.discovery;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.Evidence;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An organisation with one site whose keys follow from a number: what identity-service would sign, for tests.
public final class TestSite {
    public static final Duration LIFE = Duration.ofHours(24);

    private final SigningKey rootKey;
    private final SigningKey siteKey;
    private final Instant born;
    private final SignedRecord inception;

    public TestSite(int number, Instant born) {
        this.rootKey = key("root", number);
        this.siteKey = key("site", number);
        this.born = born;
        Bytes commitment = key("next", number).verifyKey().digest();
        this.inception = new LogEntry.Inception(
                        List.of(rootKey.verifyKey()),
                        1,
                        List.of(commitment),
                        born,
                        seed("nonce", number).slice(0, 16))
                .sign(rootKey);
    }

    private static SigningKey key(String purpose, int number) {
        return SigningKey.fromSeed(seed(purpose, number));
    }

    private static Bytes seed(String purpose, int number) {
        return Sha256.digest(Bytes.utf8("test/" + purpose + "/" + number));
    }

    public OrgId orgId() {
        return new OrgId(inception.digest());
    }

    public SiteId siteId() {
        return SiteId.of(siteKey.verifyKey());
    }

    public SigningKey siteKey() {
        return siteKey;
    }

    public SignedRecord inception() {
        return inception;
    }

    public SignedRecord endorsement() {
        return new Endorsement(orgId(), siteKey.verifyKey(), born, 1).sign(rootKey);
    }

    public Bytes caKeyHash() {
        return Sha256.digest(Bytes.utf8("ca of " + siteId()));
    }

    public HpkeKey hpkeKey() {
        return new HpkeKey(Hpke.KEM, Hpke.KDF, Hpke.AEAD, siteId().bytes().slice(0, 8), siteId().bytes());
    }

    public SignedRecord descriptor(long sequence, Instant issuedAt, String host, String... names) {
        return new Descriptor(
                        siteKey.verifyKey(),
                        orgId(),
                        new Validity(sequence, issuedAt, issuedAt.plus(LIFE)),
                        List.of(Endpoint.direct(host, 7443)),
                        caKeyHash(),
                        List.of(hpkeKey()),
                        new Membership(inception, endorsement(), 1, inception.digest()),
                        List.of(names).stream().map(SiteName::new).toList())
                .sign(siteKey);
    }

    public SignedRecord announcement(String name, long sequence, Instant issuedAt) {
        return announcement(name, orgId(), sequence, issuedAt);
    }

    /// An announcement that claims to come from another organisation's site.
    public SignedRecord announcement(String name, OrgId organisation, long sequence, Instant issuedAt) {
        return new NameAnnouncement(
                        new SiteName(name),
                        siteKey.verifyKey(),
                        organisation,
                        new Validity(sequence, issuedAt, issuedAt.plus(LIFE)),
                        List.of(new Evidence(Evidence.Kind.NONE, "")))
                .sign(siteKey);
    }
}
