package dev.kontor.discovery.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kontor.discovery.TestSite;
import dev.kontor.discovery.routing.Key;
import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedRecordCheckTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private final TestSite acme = new TestSite(1, NOW);
    private final TestSite globex = new TestSite(2, NOW);
    private final RecordCheck check = new SignedRecordCheck();

    private Checked check(Key key, SignedRecord record, Instant now) {
        return check.check(key, record.encoded(), now);
    }

    @Test
    void acceptsADescriptorUnderItsSiteAndItsOrganisation() {
        SignedRecord descriptor = acme.descriptor(7, NOW, "acme.test");
        for (Key key : new Key[] {RecordKey.ofSite(acme.siteId()), RecordKey.ofOrganisation(acme.orgId())}) {
            KeptRecord kept =
                    new KeptRecord(key, acme.siteId().bytes(), 7, NOW.plus(TestSite.LIFE), descriptor.encoded());
            assertEquals(new Checked.Genuine(kept), check(key, descriptor, NOW));
        }
    }

    @Test
    void refusesADescriptorUnderAnotherKey() {
        SignedRecord descriptor = acme.descriptor(7, NOW, "acme.test", "acme-inc");
        assertInstanceOf(Checked.False.class, check(RecordKey.ofSite(globex.siteId()), descriptor, NOW));
        assertInstanceOf(Checked.False.class, check(RecordKey.ofOrganisation(globex.orgId()), descriptor, NOW));
        assertInstanceOf(Checked.False.class, check(RecordKey.ofName("acme-inc"), descriptor, NOW));
    }

    @Test
    void acceptsAnAnnouncementUnderItsNameOnly() {
        SignedRecord announcement = acme.announcement("acme-inc", 3, NOW);
        assertInstanceOf(Checked.Genuine.class, check(RecordKey.ofName("acme-inc"), announcement, NOW));
        assertInstanceOf(Checked.False.class, check(RecordKey.ofName("globex"), announcement, NOW));
        assertInstanceOf(Checked.False.class, check(RecordKey.ofSite(acme.siteId()), announcement, NOW));
    }

    @Test
    void refusesWhatHasExpiredOrComesFromTheFuture() {
        SignedRecord descriptor = acme.descriptor(7, NOW, "acme.test");
        Key key = RecordKey.ofSite(acme.siteId());
        assertInstanceOf(Checked.False.class, check(key, descriptor, NOW.plus(TestSite.LIFE)));
        assertInstanceOf(Checked.False.class, check(key, descriptor, NOW.minus(Duration.ofHours(1))));
    }

    @Test
    void refusesOtherKindsOfRecords() {
        assertInstanceOf(Checked.False.class, check(RecordKey.ofSite(acme.siteId()), acme.inception(), NOW));
    }

    @Test
    void refusesEveryFlippedBitAndEveryTruncation() {
        byte[] genuine = acme.descriptor(7, NOW, "acme.test").encoded().toArray();
        Key key = RecordKey.ofSite(acme.siteId());
        Generator.check(300, generator -> {
            Bytes hostile = generator.chance(0.7)
                    ? Bytes.of(generator.flipOneBit(genuine))
                    : Bytes.of(genuine, 0, generator.below(genuine.length));
            assertInstanceOf(Checked.False.class, check.check(key, hostile, NOW));
        });
    }
}
