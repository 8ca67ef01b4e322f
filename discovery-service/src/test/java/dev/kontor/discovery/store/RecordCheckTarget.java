package dev.kontor.discovery.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.TestSite;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.value.ValueKey;
import dev.kontor.discovery.value.ValueRecord;
import dev.kontor.testkit.ManualClock;
import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Records that others store at us. The first byte says whether the rest is a whole record, or the payload of a
/// descriptor or of an announcement, which is then signed by a site that an attacker has: no mutation makes a good
/// signature.
public final class RecordCheckTarget implements FuzzTarget {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final TestSite SITE = new TestSite(1, NOW);
    private static final SigningKey NODE = SigningKey.fromSeed(Sha256.digest(Bytes.utf8("node")));
    private static final ValueKey CLIENT_KEY = new ValueKey(Sha256.digest(Bytes.utf8("key")));
    private static final String NAME = "acme-inc";
    private static final SignedRecordCheck CHECK = new SignedRecordCheck();

    private static final List<Key> KEYS = List.of(
            RecordKey.ofSite(SITE.siteId()),
            RecordKey.ofOrganisation(SITE.orgId()),
            RecordKey.ofName(NAME),
            CLIENT_KEY.place(0),
            CLIENT_KEY.place(1));

    @Override
    public String name() {
        return "record-check";
    }

    @Override
    public String what() {
        return "records that others store at a DHT node: descriptors, announcements, values";
    }

    @Override
    public int mutations() {
        return 1_000;
    }

    @Override
    public int longest() {
        return 1_200;
    }

    @Override
    public List<byte[]> seeds() {
        SignedRecord descriptor = SITE.descriptor(7, NOW, "acme.test", NAME);
        SignedRecord announcement = SITE.announcement(NAME, 3, NOW);
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(seed(0, descriptor.encoded()));
        seeds.add(seed(0, announcement.encoded()));
        seeds.add(seed(1, descriptor.payload()));
        seeds.add(seed(2, announcement.payload()));
        ValueRecord.split(CLIENT_KEY, Bytes.of(new byte[700]), NODE, NOW, Duration.ofHours(1))
                .forEach(part -> seeds.add(seed(0, part)));
        return seeds;
    }

    private static byte[] seed(int how, Bytes rest) {
        return Bytes.concat(Bytes.of((byte) how), rest).toArray();
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        Bytes signed = switch (script.below(3)) {
            case 0 -> Bytes.of(script.rest());
            case 1 -> signed(RecordType.DESCRIPTOR, script);
            default -> signed(RecordType.NAME_ANNOUNCEMENT, script);
        };
        int genuine = 0;
        for (Key key : KEYS) {
            if (CHECK.check(key, signed, NOW) instanceof Checked.Genuine(KeptRecord kept)) {
                requireSense(kept, key, signed);
                genuine++;
            }
        }
        assertTrue(genuine <= 2, "a descriptor lies under two keys, everything else under one");
        return genuine > 0;
    }

    private static Bytes signed(RecordType type, Script script) {
        return SignedRecord.sign(type, Bytes.of(script.rest()), SITE.siteKey()).encoded();
    }

    private static void requireSense(KeptRecord kept, Key key, Bytes signed) {
        assertEquals(key, kept.key());
        assertEquals(signed, kept.signed(), "what is kept is what was signed");
        assertTrue(kept.sequence() >= 0 && kept.expiresAt().isAfter(NOW));
        assertInstanceOf(Checked.False.class, CHECK.check(key, signed, kept.expiresAt()), "kept after its end");
    }
}
