package dev.kontor.wire.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Verdict.Reason;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    private static final Instant NOW = Samples.AT.plusSeconds(60);

    private final Descriptor descriptor = Samples.descriptor();

    @Test
    void fitsADatagramAndConvincesAStranger() {
        SignedRecord record = descriptor.sign(Samples.SITE);
        assertTrue(record.encoded().size() <= 900, "has " + record.encoded().size() + " bytes");
        assertEquals(new Verdict.Verified<>(descriptor, record), Descriptor.verify(record, NOW));
        assertEquals(Samples.siteId(), descriptor.siteId());
        assertEquals(Optional.of(Samples.HPKE.publicKey()), descriptor.sealingKey());
    }

    @Test
    void holdsFromIssueToExpiry() {
        assertEquals(Reason.EXPIRED, refused(descriptor, Samples.AT.plus(Duration.ofHours(24))));
        assertEquals(Reason.BAD_VALIDITY, refused(descriptor, Samples.AT.minusSeconds(301)));
        assertVerified(Descriptor.verify(descriptor.sign(Samples.SITE), Samples.AT.minusSeconds(300)));
        assertThrows(IllegalArgumentException.class, () -> new Validity(1, NOW, NOW.plus(Duration.ofDays(8))));
        assertThrows(IllegalArgumentException.class, () -> new Validity(1, NOW, NOW));
    }

    @Test
    void refusesWhatTheSiteDidNotSign() {
        SignedRecord forged = SignedRecord.sign(RecordType.DESCRIPTOR, descriptor.encode(), Samples.OTHER_SITE);
        assertEquals(Reason.BAD_SIGNATURE, reason(Descriptor.verify(forged, NOW)));
        SignedRecord otherType = SignedRecord.sign(RecordType.GRANT, descriptor.encode(), Samples.SITE);
        assertEquals(Reason.BAD_SIGNATURE, reason(Descriptor.verify(otherType, NOW)));
        SignedRecord nonsense = SignedRecord.sign(RecordType.DESCRIPTOR, Bytes.utf8("nonsense"), Samples.SITE);
        assertEquals(Reason.MALFORMED, reason(Descriptor.verify(nonsense, NOW)));
    }

    @Test
    void refusesASiteThatClaimsAnotherOrganisation() {
        Membership real = descriptor.membership();
        Descriptor otherId = with(real, new OrgId(Samples.secret("globex")));
        assertEquals(Reason.BAD_INCEPTION, refused(otherId, NOW));
        SignedRecord selfMade = Samples.endorsement().sign(Samples.SITE);
        Membership selfEndorsed = new Membership(real.inception(), selfMade, 1, real.logDigest());
        assertEquals(Reason.NEEDS_LOG, refused(with(selfEndorsed, descriptor.orgId()), NOW));
        Endorsement ofAnother = new Endorsement(descriptor.orgId(), Samples.OTHER_SITE.verifyKey(), Samples.AT, 1);
        Membership borrowed = new Membership(real.inception(), ofAnother.sign(Samples.ROOT), 1, real.logDigest());
        assertEquals(Reason.BAD_ENDORSEMENT, refused(with(borrowed, descriptor.orgId()), NOW));
        Membership swapped = new Membership(real.inception(), real.inception(), 1, real.logDigest());
        assertEquals(Reason.BAD_ENDORSEMENT, refused(with(swapped, descriptor.orgId()), NOW));
        SignedRecord stolen =
                OrgLog.begin(Samples.inception(), Samples.OTHER_SITE).inception();
        Membership notItsOwn = new Membership(stolen, real.endorsement(), 1, real.logDigest());
        assertEquals(Reason.BAD_INCEPTION, refused(with(notItsOwn, OrgId.of(stolen)), NOW));
    }

    @Test
    void asksTheLogAfterARotation() {
        SignedRecord byNewKey = Samples.endorsement().sign(Samples.NEXT_ROOT);
        Membership real = descriptor.membership();
        Descriptor later =
                with(new Membership(real.inception(), byNewKey, 4, Samples.secret("head")), descriptor.orgId());
        assertEquals(Reason.NEEDS_LOG, refused(later, NOW));
        List<SignedRecord> records = Samples.wholeLog().records();
        OrgLog rotated = new OrgLog(records.subList(0, 5));
        assertVerified(Descriptor.verify(later.sign(Samples.SITE), rotated.replay(), NOW));
    }

    @Test
    void knowsByTheLogWhichSitesAreGone() {
        OrgLog log = Samples.newLog();
        SignedRecord record = descriptor.sign(Samples.SITE);
        assertEquals(Reason.NOT_A_SITE, reason(Descriptor.verify(record, log.replay(), NOW)));
        log = log.append(new LogEntry.AddSite(log.replay().next(NOW), Samples.SITE.verifyKey()), Samples.ROOT);
        assertVerified(Descriptor.verify(record, log.replay(), NOW));
        log = log.append(new LogEntry.RemoveSite(log.replay().next(NOW), Samples.siteId()), Samples.ROOT);
        assertEquals(Reason.NOT_A_SITE, reason(Descriptor.verify(record, log.replay(), NOW)));
    }

    @Test
    void refusesToGrowBeyondADatagram() {
        Endpoint far = Endpoint.direct("a".repeat(60) + ".example", 7443);
        Descriptor large = new Descriptor(
                descriptor.siteKey(),
                descriptor.orgId(),
                descriptor.validity(),
                Collections.nCopies(8, far),
                descriptor.caKeyHash(),
                descriptor.hpkeKeys(),
                descriptor.membership(),
                descriptor.names());
        assertThrows(IllegalArgumentException.class, () -> large.sign(Samples.SITE));
        SignedRecord record = SignedRecord.sign(RecordType.DESCRIPTOR, large.encode(), Samples.SITE);
        assertEquals(Reason.TOO_LARGE, reason(Descriptor.verify(record, NOW)));
    }

    @Test
    void passesOverSuitesThatItDoesNotKnow() {
        HpkeKey future = new HpkeKey(0x647a, 1, 2, Bytes.of(new byte[8]), Bytes.of(new byte[200]));
        assertTrue(future.usable().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new HpkeKey(1, 1, 1, Bytes.EMPTY, Bytes.utf8("x")));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.direct("host name", 7443));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.direct("host", 0));
    }

    @Test
    void checksNameAnnouncements() {
        NameAnnouncement announcement = Samples.nameAnnouncement();
        SignedRecord record = announcement.sign(Samples.SITE);
        assertEquals(new Verdict.Verified<>(announcement, record), NameAnnouncement.verify(record, NOW));
        assertEquals(Reason.EXPIRED, reason(NameAnnouncement.verify(record, NOW.plus(Duration.ofDays(2)))));
        assertEquals(Reason.BAD_SIGNATURE, reason(NameAnnouncement.verify(announcement.sign(Samples.OTHER_SITE), NOW)));
        assertEquals(Reason.MALFORMED, reason(NameAnnouncement.verify(descriptor.sign(Samples.SITE), NOW)));
        assertEquals(Samples.siteId(), announcement.siteId());
    }

    private Descriptor with(Membership membership, OrgId orgId) {
        return new Descriptor(
                descriptor.siteKey(),
                orgId,
                descriptor.validity(),
                descriptor.endpoints(),
                descriptor.caKeyHash(),
                descriptor.hpkeKeys(),
                membership,
                descriptor.names());
    }

    private static Reason refused(Descriptor descriptor, Instant now) {
        return reason(Descriptor.verify(descriptor.sign(Samples.SITE), now));
    }

    private static <T> void assertVerified(Verdict<T> verdict) {
        assertInstanceOf(Verdict.Verified.class, verdict, verdict.toString());
    }

    private static <T> Reason reason(Verdict<T> verdict) {
        return switch (verdict) {
            case Verdict.Refused<T> refused -> refused.reason();
            case Verdict.Verified<T> _ -> throw new AssertionError("verified");
        };
    }
}
