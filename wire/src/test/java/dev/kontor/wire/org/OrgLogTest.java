package dev.kontor.wire.org;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrgLogTest {
    private final OrgLog log = Samples.newLog();

    @Test
    void saysWhatHoldsAtItsHead() {
        OrgState state = head(Samples.wholeLog(), 6).replay();
        assertEquals(OrgId.of(log.inception()), state.orgId());
        assertEquals(List.of(Samples.NEXT_ROOT.verifyKey()), state.rootKeys());
        assertEquals(List.of(Samples.SITE.verifyKey()), state.sites());
        assertEquals(List.of(new SiteName("acme.example")), state.names());
        assertEquals(5, state.headSeq());
        assertTrue(state.active());
        assertTrue(state.hasSite(Samples.siteId()));
        assertFalse(Samples.wholeLog().replay().active());
    }

    private static OrgLog head(OrgLog log, int count) {
        return new OrgLog(log.records().subList(0, count));
    }

    @Test
    void refusesAnEntryThatNoRootKeySigned() {
        for (SigningKey key : List.of(Samples.SITE, Samples.NEXT_ROOT, Samples.key("stranger"))) {
            refuses(log, new LogEntry.AddSite(next(log), Samples.SITE.verifyKey()), key, "root key");
        }
        OrgLog forged = OrgLog.begin(Samples.inception(), Samples.SITE);
        assertThrows(MalformedException.class, forged::replay);
    }

    @Test
    void refusesTheOldRootKeyAfterARotation() {
        OrgLog rotated = head(Samples.wholeLog(), 5);
        LogEntry.AddSite add =
                new LogEntry.AddSite(next(rotated), Samples.key("third site").verifyKey());
        refuses(rotated, add, Samples.ROOT, "root key");
        assertEquals(
                2 + 1, rotated.append(add, Samples.NEXT_ROOT).replay().sites().size());
    }

    @Test
    void lockOutsAThiefOfTheCurrentKeys() {
        SigningKey thief = Samples.key("thief");
        LogEntry.Rotate theft = new LogEntry.Rotate(next(log), List.of(thief.verifyKey()), 1, List.of());
        refuses(log, theft, thief, "committed");
        refuses(log, theft, Samples.ROOT, "committed");
        LogEntry.Rotate real = new LogEntry.Rotate(next(log), List.of(Samples.NEXT_ROOT.verifyKey()), 1, List.of());
        refuses(log, real, Samples.ROOT, "root key");
    }

    @Test
    void refusesALogThatIsNotAChain() {
        LogEntry.Link link = next(log);
        LogEntry.Link gap = new LogEntry.Link(link.orgId(), 2, link.previous(), Samples.AT);
        LogEntry.Link loose = new LogEntry.Link(link.orgId(), 1, Samples.secret("elsewhere"), Samples.AT);
        LogEntry.Link foreign = new LogEntry.Link(new OrgId(Samples.secret("globex")), 1, link.previous(), Samples.AT);
        LogEntry.Link older = new LogEntry.Link(link.orgId(), 1, link.previous(), Samples.AT.minusSeconds(1));
        refuses(log, new LogEntry.Deactivate(gap), Samples.ROOT, "follow");
        refuses(log, new LogEntry.Deactivate(loose), Samples.ROOT, "follow");
        refuses(log, new LogEntry.Deactivate(foreign), Samples.ROOT, "another organisation");
        refuses(log, new LogEntry.Deactivate(older), Samples.ROOT, "older");
    }

    @Test
    void refusesEntriesThatChangeNothing() {
        OrgLog one = log.append(new LogEntry.AddSite(next(log), Samples.SITE.verifyKey()), Samples.ROOT);
        refuses(one, new LogEntry.AddSite(next(one), Samples.SITE.verifyKey()), Samples.ROOT, "is there");
        SiteId unknown = SiteId.of(Samples.OTHER_SITE.verifyKey());
        refuses(one, new LogEntry.RemoveSite(next(one), unknown), Samples.ROOT, "not there");
        OrgLog named = one.append(new LogEntry.ClaimName(next(one), new SiteName("a.example")), Samples.ROOT);
        refuses(named, new LogEntry.ClaimName(next(named), new SiteName("a.example")), Samples.ROOT, "again");
    }

    @Test
    void endsWithADeactivation() {
        OrgLog ended = Samples.wholeLog();
        refuses(ended, new LogEntry.Deactivate(next(ended)), Samples.NEXT_ROOT, "nothing follows");
    }

    @Test
    void seesWhetherOneLogExtendsAnother() {
        OrgLog whole = Samples.wholeLog();
        OrgLog other = log.append(new LogEntry.Deactivate(next(log)), Samples.ROOT);
        assertTrue(log.extendedBy(whole));
        assertTrue(log.extendedBy(log));
        assertFalse(whole.extendedBy(log));
        assertFalse(whole.extendedBy(other) || other.extendedBy(whole));
    }

    @Test
    void readsItsBytesBackAndNoticesAnyOneBitFlipped() {
        OrgLog whole = Samples.wholeLog();
        assertEquals(whole, OrgLog.decode(whole.encode()));
        OrgState state = whole.replay();
        Generator.check(2000, generator -> {
            Bytes flipped = Bytes.of(generator.flipOneBit(whole.encode().toArray()));
            assertThrows(MalformedException.class, () -> {
                OrgState read = OrgLog.decode(flipped).replay();
                assertEquals(state.orgId(), read.orgId());
            });
        });
    }

    @Test
    void refusesEntriesInAnyOtherOrder() {
        OrgLog whole = Samples.wholeLog();
        for (int i = 0; i + 1 < whole.records().size(); i++) {
            List<SignedRecord> swapped = new ArrayList<>(whole.records());
            swapped.set(i, swapped.set(i + 1, swapped.get(i)));
            assertThrows(MalformedException.class, () -> new OrgLog(swapped).replay());
        }
    }

    @Test
    void keepsItsBounds() {
        assertThrows(IllegalArgumentException.class, () -> new OrgLog(List.of()));
        List<Bytes> commitments = List.of(Samples.secret("a"), Samples.secret("a"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LogEntry.Inception(
                        List.of(Samples.ROOT.verifyKey()), 1, commitments, Samples.AT, Bytes.of(new byte[16])));
    }

    private static LogEntry.Link next(OrgLog log) {
        return log.replay().next(Samples.AT.plusSeconds(600));
    }

    private static void refuses(OrgLog log, LogEntry.Linked entry, SigningKey key, String because) {
        OrgLog longer = log.append(entry, key);
        MalformedException refused = assertThrows(MalformedException.class, longer::replay);
        assertEquals(log.records().size(), refused.offset());
        assertTrue(refused.reason().contains(because), refused.reason());
    }
}
