package dev.kontor.discovery.announce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.TestSite;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private final TestSite acme = new TestSite(1, NOW);
    private final Bytes descriptor =
            acme.descriptor(1, NOW, "acme.test", "acme-inc").encoded();
    private final Bytes name = acme.announcement("acme-inc", 1, NOW).encoded();

    private Identity.Site site(String name, long logSeq) {
        return new Identity.Site(
                acme.orgId(),
                acme.siteId(),
                name,
                acme.caKeyHash(),
                List.of(new Identity.SealingKey(acme.hpkeKey().keyId())),
                acme.endorsement().encoded(),
                new Identity.LogHead(logSeq, acme.inception().digest()));
    }

    private Announcement announcement(Optional<Bytes> signedName) {
        return new Announcement(site("acme-inc", 1), descriptor, signedName);
    }

    @Test
    void isDueAtHalfOfItsTime() {
        Announcement announcement = announcement(Optional.of(name));
        Duration half = TestSite.LIFE.dividedBy(2);
        assertFalse(announcement.isDue(site("acme-inc", 1), NOW.plus(half).minusSeconds(1)));
        assertTrue(announcement.isDue(site("acme-inc", 1), NOW.plus(half)));
    }

    @Test
    void isDueAsSoonAsTheFactsChange() {
        Announcement announcement = announcement(Optional.of(name));
        assertTrue(announcement.isDue(site("acme-ltd", 1), NOW));
        assertTrue(announcement.isDue(site("acme-inc", 2), NOW));
    }

    @Test
    void goesUnderTheKeysOfTheSiteTheOrganisationAndTheName() {
        assertEquals(
                List.of(
                        new Publication(RecordKey.ofSite(acme.siteId()), descriptor),
                        new Publication(RecordKey.ofOrganisation(acme.orgId()), descriptor),
                        new Publication(RecordKey.ofName("acme-inc"), name)),
                announcement(Optional.of(name)).publications(null));
    }

    @Test
    void needsNoName() {
        assertEquals(2, announcement(Optional.empty()).publications(null).size());
    }
}
