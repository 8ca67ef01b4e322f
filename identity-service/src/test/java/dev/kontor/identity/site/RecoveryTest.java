package dev.kontor.identity.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.identity.settings.Settings;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.org.Relation;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.words.RecoveryWords;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An organisation outlives its machine, and a thief of it.
class RecoveryTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    @TempDir
    Path disk;

    @TempDir
    Path newDisk;

    private final SigningKey one = SigningKey.generate(RANDOM);
    private final SigningKey two = SigningKey.generate(RANDOM);
    private final List<Bytes> kit =
            List.of(one.verifyKey().digest(), two.verifyKey().digest());

    private static OurSite open(Path folder) throws Exception {
        Map<String, String> configuration = Map.of(
                "kontor.site.label", "acme",
                "kontor.data.dir", folder.resolve("identity").toString(),
                "kontor.trust.dir", folder.resolve("trust").toString());
        return OurSite.open(Settings.from(key -> Optional.ofNullable(configuration.get(key))), RANDOM, NOW);
    }

    private static OurSite changed(OurSite site, Change change) throws Exception {
        site.adopt(assertInstanceOf(Draft.Made.class, site.draft(change, NOW), change::toString));
        return site;
    }

    private static String refusal(OurSite site, Change change) {
        return assertInstanceOf(Draft.Refused.class, site.draft(change, NOW)).reason();
    }

    @Test
    void recoversTheOrganisationOnANewDiskWithTheWords() throws Exception {
        OurSite lost = changed(open(disk), new Change.Commit(kit, 2));
        OrgLog held = lost.log();
        List<List<String>> paper = List.of(RecoveryWords.of(one), RecoveryWords.of(two));

        OurSite fresh = open(newDisk);
        assertNotEquals(lost.orgId(), fresh.orgId());
        SigningKey first = RecoveryWords.read(String.join(" ", paper.get(0)));
        SigningKey second = RecoveryWords.read(String.join(" ", paper.get(1)));
        OrgLog rotated = rotate(held, SigningKey.generate(RANDOM), first, second);
        OrgLog recovered = rotated.append(
                new LogEntry.ReplaceSite(rotated.replay().next(NOW), lost.siteId(), fresh.siteKey()), first, second);
        OrgState state = recovered.replay();
        SignedRecord endorsement = new Endorsement(state.orgId(), fresh.siteKey(), NOW, state.headSeq()).sign(first);
        SiteId before = fresh.siteId();
        changed(fresh, new Change.TakeOver(recovered, endorsement));
        assertTrue(fresh.next().another());

        OurSite reopened = open(newDisk);
        assertEquals(lost.orgId(), reopened.orgId());
        assertEquals(before, reopened.siteId());
        assertFalse(reopened.next().another());
        assertFalse(reopened.next().rootHere());
        assertEquals(new Relation.Newer(), held.relationOf(reopened.log()));
        assertTrue(refusal(reopened, new Change.Deactivate()).contains("recovery words"));
    }

    private static OrgLog rotate(OrgLog log, SigningKey next, SigningKey first, SigningKey second) {
        LogEntry.Rotate rotate = new LogEntry.Rotate(
                log.replay().next(NOW),
                List.of(first.verifyKey(), second.verifyKey()),
                2,
                List.of(next.verifyKey().digest()),
                1);
        return log.append(rotate, first, second);
    }

    @Test
    void aThiefOfTheDiskCannotRotateOnceTheNextKeysAreOnPaper() throws Exception {
        OurSite stolen = changed(open(disk), new Change.Commit(kit, 1));
        SigningKey thiefs = SigningKey.generate(RANDOM);
        Change.Commit theft = new Change.Commit(List.of(thiefs.verifyKey().digest()), 1);
        assertTrue(refusal(stolen, theft).contains("on paper"));
        OrgLog log = stolen.log();
        LogEntry.Rotate forged = new LogEntry.Rotate(log.replay().next(NOW), List.of(thiefs.verifyKey()), 1, List.of());
        assertTrue(refusal(stolen, new Change.TakeOver(log.append(forged, thiefs), null))
                .contains("committed"));
    }

    @Test
    void goesOnUnderNewKeysAfterTheNextStart() throws Exception {
        OurSite site = open(disk);
        SiteId before = site.siteId();
        Bytes sealedTo = site.hpkeKey().keyId();
        changed(site, new Change.ReplaceUs());
        assertEquals(before, site.siteId(), "until it is started again");
        SiteId after = site.next().siteId();
        OurSite reopened = open(disk);
        assertEquals(after, reopened.siteId());
        assertEquals(site.orgId(), reopened.orgId());
        assertNotEquals(sealedTo, reopened.hpkeKey().keyId());
        assertEquals(List.of(reopened.siteKey()), reopened.log().replay().sites());
        assertNotEquals(
                site.authority().keyHash(), reopened.authority().keyHash(), "the thief had the authority's key too");
    }

    @Test
    void takesOverNoLogThatIsNotTheNextOne() throws Exception {
        OurSite site = open(disk);
        OrgLog begun = site.log();
        changed(site, new Change.SetDomain(new SiteName("acme.example")));
        assertTrue(refusal(site, new Change.TakeOver(begun, null)).contains("newer"));
        assertTrue(refusal(site, new Change.TakeOver(site.log(), null)).contains("already"));
        OurSite stranger = open(newDisk);
        assertTrue(refusal(site, new Change.TakeOver(stranger.log(), null)).contains("neither"));
        assertTrue(refusal(site, new Change.SetDomain(new SiteName("acme.example")))
                .contains("is set"));
        assertTrue(refusal(site, new Change.RemoveSite(site.siteId())).contains("itself"));
    }

    @Test
    void makesNothingOfADraftThatSomethingElseHasOvertaken() throws Exception {
        OurSite site = open(disk);
        Draft.Made slow = assertInstanceOf(Draft.Made.class, site.draft(new Change.ReplaceUs(), NOW));
        changed(site, new Change.SetDomain(new SiteName("acme.example")));
        org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, () -> site.adopt(slow));
    }
}
