package dev.kontor.wire.org;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of two logs of one organisation that are not the same.
class RelationTest {
    private final SigningKey third = Samples.key("third root");
    private final OrgLog log = Samples.newLog();
    private final OrgLog ours = added(log, Samples.SITE, Samples.ROOT);
    private final OrgLog thiefs = added(log, Samples.key("thief"), Samples.ROOT);
    private final OrgLog rotated = rotate(log, Samples.NEXT_ROOT, third);

    @Test
    void tellsNewerFromOlder() {
        assertEquals(new Relation.Newer(), log.relationOf(ours));
        assertEquals(new Relation.Older(), ours.relationOf(log));
        assertEquals(new Relation.Same(), ours.relationOf(added(log, Samples.SITE, Samples.ROOT)));
        LogEntry.Inception other =
                new LogEntry.Inception(List.of(third.verifyKey()), 1, List.of(), Samples.AT, Bytes.of(new byte[16]));
        assertEquals(new Relation.Foreign(), log.relationOf(OrgLog.begin(other, third)));
    }

    @Test
    void seesTwoHistories() {
        Relation.Fork fork = assertInstanceOf(Relation.Fork.class, ours.relationOf(thiefs));
        assertEquals(1, fork.place());
        assertEquals(ours.records().get(1), fork.held());
        assertEquals(thiefs.records().get(1), fork.other());
    }

    @Test
    void honoursARotationOverWhatTheKeysBeforeItHaveSigned() {
        OrgLog longer = added(thiefs, Samples.key("more"), Samples.ROOT);
        assertEquals(new Relation.Supersedes(1), longer.relationOf(rotated));
        assertEquals(new Relation.Superseded(1), rotated.relationOf(longer));
        OrgLog on = added(rotated, Samples.SITE, Samples.NEXT_ROOT);
        assertEquals(new Relation.Supersedes(1), thiefs.relationOf(on));
    }

    @Test
    void letsKeysOfLongAgoRewriteNothing() {
        OrgLog held = rotate(ours, Samples.NEXT_ROOT, third);
        assertInstanceOf(Relation.Fork.class, held.relationOf(rotated), "the key of now rotates a past without it");
        OrgLog once = rotate(log, Samples.NEXT_ROOT, Samples.key("fourth root"));
        assertInstanceOf(Relation.Fork.class, rotated.relationOf(once), "two rotations at one place");
    }

    private static OrgLog added(OrgLog log, SigningKey site, SigningKey root) {
        return log.append(new LogEntry.AddSite(log.replay().next(Samples.AT), site.verifyKey()), root);
    }

    private static OrgLog rotate(OrgLog log, SigningKey to, SigningKey next) {
        LogEntry.Rotate rotate = new LogEntry.Rotate(
                log.replay().next(Samples.AT),
                List.of(to.verifyKey()),
                1,
                List.of(next.verifyKey().digest()));
        OrgLog rotated = log.append(rotate, to);
        rotated.replay();
        return rotated;
    }
}
