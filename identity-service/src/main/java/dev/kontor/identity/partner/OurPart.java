package dev.kontor.identity.partner;

import dev.kontor.identity.pairing.Handshake;
import dev.kontor.identity.pairing.Introduction;
import dev.kontor.identity.pairing.Peer;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.signing.OwnDescriptors;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/// What our side brings into a handshake: the engine with our policy, our introduction, time and randomness.
@ApplicationScoped
class OurPart {
    private static final int NONCE_BYTES = 32;

    private final OurSite site;
    private final Settings settings;
    private final OwnDescriptors descriptors;
    private final SecureRandom random;
    private final Clock clock;

    OurPart(OurSite site, Settings settings, OwnDescriptors descriptors, SecureRandom random, Clock clock) {
        this.site = site;
        this.settings = settings;
        this.descriptors = descriptors;
        this.random = random;
        this.clock = clock;
    }

    Handshake handshake() {
        return new Handshake(settings.bothCompare());
    }

    Uni<Introduction> introduction(Mutiny.Session session) {
        return descriptors
                .current(session)
                .map(descriptor -> new Introduction(
                        descriptor.orElseThrow(
                                () -> ProblemType.UNAVAILABLE.because(
                                        "This site has no descriptor yet, because discovery-service has not asked for one; try again.")),
                        site.log().encode(),
                        site.name()));
    }

    boolean is(Peer peer) {
        return peer.site().equals(site.siteId());
    }

    PairingId newId() {
        return PairingId.random(random);
    }

    Bytes newNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Bytes.of(nonce);
    }

    Instant now() {
        return clock.instant();
    }
}
