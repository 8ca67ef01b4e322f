package dev.kontor.identity.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a stranger shows of itself: a descriptor and an organisation's log. The first byte says whether the descriptor
/// is a whole record or a payload, which the stranger's site signs; the next two how long it is; the log comes last.
public final class IntroductionTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final SigningKey ROOT = SigningKey.fromSeed(digest("root"));
    private static final SigningKey SITE = SigningKey.fromSeed(digest("site"));

    private static Bytes digest(String word) {
        return Sha256.digest(Bytes.utf8(word));
    }

    @Override
    public String name() {
        return "introduction";
    }

    @Override
    public String what() {
        return "descriptor and log with which a stranger introduces itself";
    }

    @Override
    public int mutations() {
        return 1_000;
    }

    @Override
    public List<byte[]> seeds() {
        OrgLog log = log();
        SignedRecord descriptor = descriptor(log).sign(SITE);
        return List.of(seed(0, descriptor.encoded(), log), seed(1, descriptor.payload(), log));
    }

    private static byte[] seed(int how, Bytes descriptor, OrgLog log) {
        Bytes head = Bytes.of((byte) how, (byte) (descriptor.size() >> 8), (byte) descriptor.size());
        return Bytes.concat(head, descriptor, log.encode()).toArray();
    }

    private static OrgLog log() {
        OrgLog log = OrgLog.begin(
                new LogEntry.Inception(
                        List.of(ROOT.verifyKey()),
                        1,
                        List.of(digest("next root")),
                        NOW,
                        digest("nonce").slice(0, LogEntry.Inception.NONCE_SIZE)),
                ROOT);
        return log.append(new LogEntry.AddSite(log.replay().next(NOW), SITE.verifyKey()), ROOT);
    }

    private static Descriptor descriptor(OrgLog log) {
        var state = log.replay();
        SignedRecord endorsement = new Endorsement(state.orgId(), SITE.verifyKey(), NOW, state.headSeq()).sign(ROOT);
        return new Descriptor(
                SITE.verifyKey(),
                state.orgId(),
                new Validity(1, NOW, NOW.plus(Duration.ofHours(24))),
                List.of(Endpoint.direct("gateway.acme.example", 7443)),
                digest("ca"),
                List.of(new HpkeKey(Hpke.KEM, Hpke.KDF, Hpke.AEAD, digest("id").slice(0, 8), digest("hpke"))),
                new Membership(log.inception(), endorsement, state.headSeq(), state.headDigest()),
                List.of());
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        boolean whole = script.below(2) == 0;
        Bytes given = Bytes.of(script.take(Math.min(script.number(), Limits.MAX_DESCRIPTOR_BYTES)));
        Bytes descriptor = whole
                ? given
                : SignedRecord.sign(RecordType.DESCRIPTOR, given, SITE).encoded();
        if (descriptor.size() > Limits.MAX_DESCRIPTOR_BYTES) {
            return false;
        }
        requireReason(Introductions.ofDescriptor(descriptor, NOW));
        Introduction introduction = new Introduction(descriptor, Bytes.of(script.rest()), "acme");
        Introductions.Outcome member = Introductions.ofMember(introduction, NOW);
        requireReason(member);
        if (!(member instanceof Introductions.Outcome.Known(Peer peer))) {
            return false;
        }
        assertEquals(SITE.verifyKey().raw(), peer.siteKey(), "nobody else's key signs here");
        return true;
    }

    private static void requireReason(Introductions.Outcome outcome) {
        if (outcome instanceof Introductions.Outcome.Doubtful(String reason)) {
            assertFalse(reason.isEmpty());
        }
    }
}
