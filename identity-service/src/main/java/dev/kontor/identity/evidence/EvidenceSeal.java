package dev.kontor.identity.evidence;

import dev.kontor.identity.ca.CertificateAuthority;
import dev.kontor.identity.ca.P256Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.evidence.Seal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/// A key that signs one container: whoever breaks in later finds none to sign another one with an earlier date.
record EvidenceSeal(P256Key key, List<Bytes> chain) implements Seal {
    EvidenceSeal {
        chain = List.copyOf(chain);
    }

    static EvidenceSeal fresh(CertificateAuthority authority, SecureRandom random, Instant now) {
        P256Key key = P256Key.generate(random);
        return new EvidenceSeal(key, List.of(authority.certifyEvidence(key, now), authority.certificate()));
    }

    @Override
    public Bytes sign(Bytes message) {
        return key.sign(message);
    }
}
