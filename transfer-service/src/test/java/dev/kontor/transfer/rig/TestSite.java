package dev.kontor.transfer.rig;

import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A site with keys, a certificate authority, and the certificate of its transfer-service in files.
///
/// @param root the root key of the site's organisation
public record TestSite(
        SigningKey root,
        LogEntry.Inception inception,
        SigningKey key,
        HpkeKeyPair hpke,
        Bytes caKeyHash,
        CertificateFiles files) {
    public static TestSite create(Path folder) throws IOException, GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        SigningKey root = SigningKey.generate(random);
        byte[] nonce = new byte[LogEntry.Inception.NONCE_SIZE];
        random.nextBytes(nonce);
        LogEntry.Inception inception = new LogEntry.Inception(
                List.of(root.verifyKey()),
                1,
                List.of(SigningKey.generate(random).verifyKey().digest()),
                Instant.now(),
                Bytes.of(nonce));
        SigningKey key = SigningKey.generate(random);
        SiteId siteId = SiteId.of(key.verifyKey());
        TestAuthority authority = TestAuthority.of(siteId.toString());
        authority.issue("transfer-service", "data." + siteId + ".kontor").writeTo(folder);
        return new TestSite(
                root,
                inception,
                key,
                HpkeKeyPair.generate(random),
                Sha256.digest(Bytes.of(authority.certificate().getPublicKey().getEncoded())),
                new CertificateFiles(folder));
    }

    public SiteId siteId() {
        return SiteId.of(key.verifyKey());
    }

    public OrgId orgId() {
        return OrgLog.begin(inception, root).replay().orgId();
    }

    /// The site's signed descriptor.
    public SignedRecord descriptor(List<Endpoint> endpoints) {
        OrgLog begun = OrgLog.begin(inception, root);
        Instant now = Instant.now();
        OrgLog log = begun.append(new LogEntry.AddSite(begun.replay().next(now), key.verifyKey()), root);
        OrgState state = log.replay();
        SignedRecord endorsement = new Endorsement(state.orgId(), key.verifyKey(), now, state.headSeq()).sign(root);
        return new Descriptor(
                        key.verifyKey(),
                        state.orgId(),
                        new Validity(now.getEpochSecond(), now, now.plus(Duration.ofHours(24))),
                        endpoints,
                        caKeyHash,
                        List.of(HpkeKey.of(hpke.publicKey())),
                        new Membership(log.inception(), endorsement, state.headSeq(), state.headDigest()),
                        List.of())
                .sign(key);
    }

    /// The site as a partner's view of us has it.
    public PartnerView asPartner(String petname, PartnerState state, List<Endpoint> endpoints) {
        PartnerSite site =
                new PartnerSite(siteId(), caKeyHash, descriptor(endpoints).encoded());
        return new PartnerView(orgId(), petname, state, List.of(site), Instant.now());
    }

    public PeerTls tls() {
        return new PeerTls(files, PeerTls.Hybrid.PREFERRED, new SimpleMeterRegistry(), Clock.systemUTC());
    }
}
