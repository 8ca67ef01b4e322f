package dev.kontor.discovery.bench.rig;

import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An organisation of one site with keys of its own, whose descriptors stand every check.
public final class SampleSite {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final int PORT = 7443;
    private static final int NONCE = 16;
    private static final int KEY_ID = 8;

    private final SigningKey root;
    private final SigningKey site;
    private final Instant born;
    private final SignedRecord inception;

    public SampleSite(SecureRandom random, Instant born) {
        this.root = SigningKey.generate(random);
        this.site = SigningKey.generate(random);
        this.born = born;
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        Bytes next = SigningKey.generate(random).verifyKey().digest();
        this.inception =
                new LogEntry.Inception(List.of(root.verifyKey()), 1, List.of(next), born, Bytes.of(nonce)).sign(root);
    }

    /// Where its descriptor lies.
    public Key key() {
        return RecordKey.ofSite(SiteId.of(site.verifyKey()));
    }

    public Publication descriptor(long sequence) {
        OrgId organisation = new OrgId(inception.digest());
        SignedRecord endorsement = new Endorsement(organisation, site.verifyKey(), born, 1).sign(root);
        Bytes id = SiteId.of(site.verifyKey()).bytes();
        Descriptor descriptor = new Descriptor(
                site.verifyKey(),
                organisation,
                new Validity(sequence, born, born.plus(LIFE)),
                List.of(Endpoint.direct("site.example", PORT)),
                Sha256.digest(id),
                List.of(new HpkeKey(Hpke.KEM, Hpke.KDF, Hpke.AEAD, id.slice(0, KEY_ID), id)),
                new Membership(inception, endorsement, 1, inception.digest()),
                List.of());
        return new Publication(key(), descriptor.sign(site).encoded());
    }
}
