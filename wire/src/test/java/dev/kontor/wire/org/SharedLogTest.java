package dev.kontor.wire.org;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.HostileBytes;
import dev.kontor.wire.Samples;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Organisations with several root keys.
class SharedLogTest {
    private final SigningKey one = Samples.key("root one");
    private final SigningKey two = Samples.key("root two");
    private final SigningKey three = Samples.key("root three");
    private final OrgLog log = Samples.sharedInception();

    @Test
    void saysWhatHoldsAtItsHead() {
        OrgState state = Samples.sharedLog().replay();
        assertEquals(OrgId.of(log.inception()), state.orgId());
        assertEquals(keys("next one", "next three"), state.rootKeys());
        assertEquals(2, state.authority().threshold());
        assertEquals(1, state.authority().nextThreshold());
        assertEquals(List.of(Samples.OTHER_SITE.verifyKey()), state.sites());
        assertEquals(null, state.domain());
        assertEquals(
                new SiteName("acme.example"),
                head(Samples.sharedLog(), 3).replay().domain());
        assertFalse(state.hasSite(Samples.siteId()));
    }

    private static List<VerifyKey> keys(String... words) {
        return Stream.of(words).map(word -> Samples.key(word).verifyKey()).toList();
    }

    private static OrgLog head(OrgLog log, int count) {
        return new OrgLog(log.records().subList(0, count), log.cosignatures().subList(0, count));
    }

    @Test
    void takesAsManySignaturesAsTheThresholdSays() {
        LogEntry.AddSite add = new LogEntry.AddSite(next(log), Samples.SITE.verifyKey());
        refuses(log.append(add, one), "signed by 1 root keys, needs 2");
        for (List<SigningKey> pair : List.of(List.of(one, two), List.of(three, one), List.of(two, three))) {
            assertTrue(log.append(add, pair.getFirst(), pair.getLast()).replay().hasSite(Samples.siteId()));
        }
        assertTrue(log.append(add, one, two, three).replay().active());
        OrgLog alone = new OrgLog(log.records());
        assertThrows(MalformedException.class, alone::replay);
    }

    @Test
    void countsAKeyOnceAndMembersOnly() {
        LogEntry.AddSite add = new LogEntry.AddSite(next(log), Samples.SITE.verifyKey());
        refuses(log.append(add, one, one), "signed twice");
        refuses(log.append(add, Samples.key("stranger"), one), "not signed by a root key");
        refuses(log.append(add, one, Samples.key("stranger")), "no root key");
        refuses(log.append(add, one, two, Samples.key("stranger")), "no root key");
        SignedRecord entry = add.sign(one);
        SignedRecord by = Cosignature.of(entry, two);
        refuses(log.append(entry, List.of(by, by)), "another order");
    }

    @Test
    void believesNoCosignatureOfAnotherEntryOrKind() {
        LogEntry.AddSite add = new LogEntry.AddSite(next(log), Samples.SITE.verifyKey());
        LogEntry.AddSite other = new LogEntry.AddSite(next(log), Samples.OTHER_SITE.verifyKey());
        refuses(log.append(add.sign(one), List.of(Cosignature.of(other.sign(one), two))), "another entry");
        Bytes digest = new Cosignature(add.sign(one).digest()).encode();
        SignedRecord endorsement = SignedRecord.sign(dev.kontor.wire.sign.RecordType.ENDORSEMENT, digest, two);
        refuses(log.append(add.sign(one), List.of(endorsement)), "another entry");
    }

    @Test
    void hasOneEncodingOfItsCosignatures() {
        LogEntry.AddSite add = new LogEntry.AddSite(next(log), Samples.SITE.verifyKey());
        OrgLog all = log.append(add, one, two, three);
        List<SignedRecord> turned = new ArrayList<>(all.cosignatures().getLast()).reversed();
        refuses(log.append(all.records().getLast(), turned), "another order");
        assertEquals(all, OrgLog.decode(all.encode()));
        OrgLog fewer = log.append(add, one, two);
        assertTrue(fewer.extendedBy(all) && all.extendedBy(fewer), "who cosigned does not change the history");
    }

    @Test
    void rotatesToKeysThatWereCommittedToAndSignedByEnoughOfThem() {
        SigningKey nextOne = Samples.key("next one");
        SigningKey nextTwo = Samples.key("next two");
        LogEntry.Rotate both = rotate(keys("next one", "next two"), 2);
        assertEquals(
                keys("next one", "next two"),
                log.append(both, nextOne, nextTwo).replay().rootKeys());
        refuses(log.append(both, nextOne), "needs 2");
        refuses(log.append(both, one, two), "not signed by a root key");
        refuses(log.append(both, nextOne, one), "no root key");
        refuses(log.append(rotate(keys("next one", "root two"), 2), nextOne, two), "committed");
    }

    /// One of the keys on paper alone must not be able to make itself the only one.
    @Test
    void takesAsManyNextKeysAsTheStateBeforeSaid() {
        SigningKey nextOne = Samples.key("next one");
        refuses(log.append(rotate(keys("next one"), 1), nextOne), "needs 2");
        LogEntry.Rotate lower = rotate(keys("next one", "next two"), 1);
        refuses(log.append(lower, nextOne), "needs 2");
        OrgLog lowered = log.append(lower, nextOne, Samples.key("next two"));
        assertEquals(1, lowered.replay().authority().threshold());
    }

    @Test
    void growsFromOneKeyToTwoOfThree() {
        OrgLog single = Samples.newLog();
        LogEntry.Rotate commit = new LogEntry.Rotate(
                next(single),
                List.of(Samples.NEXT_ROOT.verifyKey()),
                1,
                keys("next one", "next two", "next three").stream()
                        .map(VerifyKey::digest)
                        .toList(),
                2);
        OrgLog committed = single.append(commit, Samples.NEXT_ROOT);
        LogEntry.Rotate rotation = new LogEntry.Rotate(
                next(committed), keys("next three", "next one"), 2, List.of(Samples.secret("later")));
        refuses(committed.append(rotation, Samples.key("next one")), "needs 2");
        assertEquals(
                2,
                committed
                        .append(rotation, Samples.key("next one"), Samples.key("next three"))
                        .replay()
                        .authority()
                        .threshold());
    }

    @Test
    void replacesASiteInOneEntry() {
        OrgLog with = log.append(new LogEntry.AddSite(next(log), Samples.SITE.verifyKey()), one, two);
        LogEntry.ReplaceSite replace =
                new LogEntry.ReplaceSite(next(with), Samples.siteId(), Samples.OTHER_SITE.verifyKey());
        OrgState after = with.append(replace, one, two).replay();
        assertEquals(List.of(Samples.OTHER_SITE.verifyKey()), after.sites());
        refuses(with.append(replace, one), "needs 2");
        SiteId unknown = SiteId.of(Samples.key("third site").verifyKey());
        refuses(
                with.append(new LogEntry.ReplaceSite(next(with), unknown, Samples.OTHER_SITE.verifyKey()), one, two),
                "not there");
        OrgLog two2 = with.append(new LogEntry.AddSite(next(with), Samples.OTHER_SITE.verifyKey()), one, two);
        refuses(
                two2.append(
                        new LogEntry.ReplaceSite(next(two2), Samples.siteId(), Samples.OTHER_SITE.verifyKey()),
                        one,
                        two),
                "is there");
    }

    @Test
    void setsChangesAndDropsItsDomain() {
        OrgLog set = log.append(new LogEntry.SetDomain(next(log), new SiteName("acme.example")), one, two);
        refuses(set.append(new LogEntry.SetDomain(next(set), new SiteName("acme.example")), one, two), "is set");
        OrgLog changed = set.append(new LogEntry.SetDomain(next(set), new SiteName("acme.test")), one, two);
        assertEquals(new SiteName("acme.test"), changed.replay().domain());
        assertEquals(
                null,
                changed.append(new LogEntry.SetDomain(next(changed), null), one, two)
                        .replay()
                        .domain());
        refuses(log.append(new LogEntry.SetDomain(next(log), null), one, two), "is set");
    }

    @Test
    void endsWithADeactivation() {
        OrgLog ended = log.append(new LogEntry.Deactivate(next(log)), one, two);
        LogEntry.Rotate after = new LogEntry.Rotate(next(ended), keys("next one", "next two"), 2, List.of());
        refuses(ended.append(after, Samples.key("next one"), Samples.key("next two")), "nothing follows");
        refuses(ended.append(new LogEntry.AddSite(next(ended), Samples.SITE.verifyKey()), one, two), "nothing follows");
    }

    @Test
    void noticesEveryBitThatIsFlipped() {
        OrgId orgId = OrgId.of(log.inception());
        HostileBytes.against(
                        Samples.sharedLog().encode().toArray(),
                        bytes -> {
                            if (!OrgLog.decode(Bytes.of(bytes)).replay().orgId().equals(orgId)) {
                                throw new MalformedException(0, "another organisation");
                            }
                        },
                        MalformedException.class)
                .refusesEveryBitFlip();
    }

    @Test
    void beginsWithAnInceptionAndNotWithACosignature() {
        SignedRecord by = Cosignature.of(log.inception(), two);
        OrgLog only = new OrgLog(List.of(by));
        assertThrows(MalformedException.class, () -> OrgLog.decode(only.encode()));
    }

    private static LogEntry.Link next(OrgLog log) {
        return log.replay().next(Samples.AT.plusSeconds(600));
    }

    private LogEntry.Rotate rotate(List<VerifyKey> keys, int threshold) {
        return new LogEntry.Rotate(next(log), keys, threshold, List.of());
    }

    private static void refuses(OrgLog longer, String because) {
        MalformedException refused = assertThrows(MalformedException.class, longer::replay);
        assertEquals(longer.records().size() - 1, refused.offset());
        assertTrue(refused.reason().contains(because), refused.reason());
    }
}
