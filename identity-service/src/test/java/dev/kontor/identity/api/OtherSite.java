package dev.kontor.identity.api;

import dev.kontor.identity.pairing.Body;
import dev.kontor.identity.pairing.Handshake;
import dev.kontor.identity.pairing.Introduction;
import dev.kontor.identity.pairing.Introductions;
import dev.kontor.identity.pairing.Pairing;
import dev.kontor.identity.pairing.PairingMessage;
import dev.kontor.identity.pairing.Peer;
import dev.kontor.identity.pairing.Step;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.NextSite;
import dev.kontor.identity.site.OurSite;
import dev.kontor.identity.start.FirstStart;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Another site, real down to its keys and signatures, played by the test through the same engine.
final class OtherSite {
    private static final SecureRandom RANDOM = new SecureRandom();

    final Settings settings;
    final OurSite site;
    final Map<PairingId, Pairing> pairings = new TreeMap<>();
    final List<Bytes> outbox = new ArrayList<>();
    private final Handshake handshake = new Handshake(false);
    private final int port;

    private OtherSite(Settings settings, OurSite site, int port) {
        this.settings = settings;
        this.site = site;
        this.port = port;
    }

    /// @param port where its edge listens
    static OtherSite found(String name, int port) throws Exception {
        Settings settings = settings(name, Files.createTempDirectory(name));
        FirstStart.prepare(settings, Instant.now());
        return new OtherSite(settings, OurSite.open(settings, RANDOM, Instant.now()), port);
    }

    private static Settings settings(String name, Path folder) {
        Map<String, String> configuration = Map.of(
                "kontor.site.label", name,
                "kontor.data.dir", folder.resolve("identity").toString(),
                "kontor.trust.dir", folder.resolve("trust").toString());
        return Settings.from(key -> Optional.ofNullable(configuration.get(key)));
    }

    Bytes descriptor() {
        Instant now = Instant.now();
        Descriptor descriptor = new Descriptor(
                site.siteKey(),
                site.orgId(),
                new Validity(now.getEpochSecond(), now, now.plus(Duration.ofHours(1))),
                List.of(Endpoint.direct("127.0.0.1", port)),
                site.authority().keyHash(),
                List.of(HpkeKey.of(site.hpkeKey())),
                site.membership(),
                List.of());
        return site.sign(RecordType.DESCRIPTOR, descriptor.encode()).encoded();
    }

    /// The same with a copy of its keys: in the hands of a thief, or of somebody who goes two ways.
    OtherSite twin() throws Exception {
        Path folder = Files.createTempDirectory("twin");
        Path keys = Files.createDirectories(folder.resolve("identity").resolve("keys"));
        for (String file : List.of("identity.keys", "key")) {
            Files.copy(settings.keystore().resolveSibling(file), keys.resolve(file));
        }
        Settings copied = settings(settings.label(), folder);
        return new OtherSite(copied, OurSite.open(copied, RANDOM, Instant.now()), port);
    }

    /// The descriptor of the site as its organisation's log has it now.
    Bytes descriptorOf(NextSite next) {
        Instant now = Instant.now();
        Descriptor descriptor = new Descriptor(
                next.siteKey(),
                next.organisation().orgId(),
                new Validity(now.getEpochSecond(), now, now.plus(Duration.ofHours(1))),
                List.of(Endpoint.direct("127.0.0.1", port)),
                next.authority().keyHash(),
                List.of(HpkeKey.of(next.hpkeKey())),
                next.membership(),
                List.of());
        return next.sign(RecordType.DESCRIPTOR, descriptor.encode()).encoded();
    }

    Introduction introduction() {
        return new Introduction(descriptor(), site.log().encode(), site.name());
    }

    PairingId invite(Bytes descriptor) {
        Peer to = known(Introductions.ofDescriptor(descriptor, Instant.now()));
        PairingId id = PairingId.random(RANDOM);
        perform(handshake.invite(id, to, introduction(), nonce(), Instant.now()));
        return id;
    }

    void accept(PairingId id) {
        perform(handshake.accept(pairing(id), introduction(), nonce()));
    }

    void approve(PairingId id) {
        perform(handshake.approve(pairing(id), Instant.now()));
    }

    Pairing pairing(PairingId id) {
        return Optional.ofNullable(pairings.get(id)).orElseThrow();
    }

    void receive(Bytes encoded) {
        SignedRecord record = SignedRecord.parse(encoded);
        PairingMessage message = PairingMessage.decode(record.payload());
        Pairing known = pairings.get(message.pairing());
        Instant now = Instant.now();
        if (known == null && message.body() instanceof Body.Offer offer) {
            Peer from = known(Introductions.ofMember(offer.introduction(), now));
            perform(handshake.asked(message.pairing(), record.payload(), offer, from, now));
        } else if (known != null) {
            Peer from = message.body() instanceof Body.Acceptance acceptance
                    ? known(Introductions.ofMember(acceptance.introduction(), now))
                    : known.peer();
            perform(handshake.receive(known, record.payload(), message.body(), from, now));
        }
    }

    private static Peer known(Introductions.Outcome outcome) {
        return switch (outcome) {
            case Introductions.Outcome.Known(Peer peer) -> peer;
            case Introductions.Outcome.Doubtful(String reason) -> throw new AssertionError(reason);
        };
    }

    private void perform(Step step) {
        if (step instanceof Step.Taken(Pairing pairing, List<Body> say)) {
            pairings.put(pairing.id(), pairing);
            say.forEach(body -> outbox.add(
                    site.sign(RecordType.PAIRING, pairing.message(body).encode())
                            .encoded()));
        }
    }

    private static Bytes nonce() {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        return Bytes.of(nonce);
    }
}
