package dev.kontor.identity.site;

import dev.kontor.identity.ca.CertificateAuthority;
import dev.kontor.identity.ca.P256Key;
import dev.kontor.identity.keys.SiteKeys;
import dev.kontor.identity.keys.SiteSecrets;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/// Founds an organisation with one site: all its keys, its log with the site in it, and the site's certificate
/// authority.
final class Foundation {
    private static final int THRESHOLD = 1;

    private Foundation() {}

    static SiteKeys found(SecureRandom random, Instant now) {
        SigningKey root = SigningKey.generate(random);
        SigningKey nextRoot = SigningKey.generate(random);
        SiteSecrets own = secrets(random, now);
        OrgLog log = log(root, nextRoot, own.site(), random, now);
        OrgState state = log.replay();
        Endorsement endorsement = new Endorsement(state.orgId(), own.site().verifyKey(), now, state.headSeq());
        return new SiteKeys(root, nextRoot, own, log, endorsement.sign(root));
    }

    /// The keys of a site that there has not been.
    static SiteSecrets secrets(SecureRandom random, Instant now) {
        SigningKey site = SigningKey.generate(random);
        P256Key caKey = P256Key.generate(random);
        return new SiteSecrets(
                site,
                HpkeKeyPair.generate(random),
                caKey.pkcs8(),
                CertificateAuthority.selfSigned(caKey, SiteId.of(site.verifyKey()), random, now));
    }

    private static OrgLog log(SigningKey root, SigningKey nextRoot, SigningKey site, SecureRandom random, Instant now) {
        byte[] nonce = new byte[LogEntry.Inception.NONCE_SIZE];
        random.nextBytes(nonce);
        LogEntry.Inception inception = new LogEntry.Inception(
                List.of(root.verifyKey()),
                THRESHOLD,
                List.of(nextRoot.verifyKey().digest()),
                now,
                Bytes.of(nonce));
        OrgLog begun = OrgLog.begin(inception, root);
        return begun.append(new LogEntry.AddSite(begun.replay().next(now), site.verifyKey()), root);
    }
}
