package dev.kontor.discovery.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.routing.Key;
import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordStoreTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final NodeId SELF = new NodeId(Bytes.of(new byte[32]));
    private static final Key NEAR = new Key(0, 0, 0, 1);
    private static final Key MIDDLE = new Key(0, 1, 0, 0);
    private static final Key FAR = new Key(-1, 0, 0, 0);

    private final RecordStore store = new RecordStore(SELF, new SequenceMemory(), new Policy(true, 100));

    private static Bytes publisher(int number) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) number;
        return Bytes.of(bytes);
    }

    private static KeptRecord record(Key key, int publisher, long sequence) {
        return PlainRecords.record(key, publisher(publisher), sequence, LATER, 100);
    }

    @Test
    void letsTheHighestSequenceWin() {
        assertEquals(Keeping.KEPT, store.keep(record(NEAR, 1, 5)));
        assertEquals(Keeping.STALE, store.keep(record(NEAR, 1, 4)));
        assertEquals(Keeping.KEPT, store.keep(record(NEAR, 1, 6)));
        assertEquals(List.of(record(NEAR, 1, 6)), store.find(NEAR, null, NOW));
        assertEquals(1, store.size());
    }

    @Test
    void acceptsTheSameRecordAgainButNotAnotherWithItsSequence() {
        store.keep(record(NEAR, 1, 5));
        assertEquals(Keeping.SAME, store.keep(record(NEAR, 1, 5)));
        KeptRecord twin = PlainRecords.record(NEAR, publisher(1), 5, LATER, 101);
        assertEquals(Keeping.STALE, store.keep(twin));
    }

    @Test
    void remembersTheHighestSequenceAfterTheRecordHasExpired() {
        store.keep(record(NEAR, 1, 5));
        store.expire(LATER);
        assertEquals(0, store.size());
        assertEquals(Keeping.STALE, store.keep(record(NEAR, 1, 4)));
        assertEquals(Keeping.KEPT, store.keep(record(NEAR, 1, 5)));
    }

    @Test
    void keepsTwentyPublishersSideBySideAndNoMore() {
        for (int i = 0; i < RecordStore.PUBLISHERS; i++) {
            assertEquals(Keeping.KEPT, store.keep(record(NEAR, i, 1)));
        }
        assertEquals(Keeping.FULL, store.keep(record(NEAR, 99, 1)));
        assertEquals(Keeping.KEPT, store.keep(record(NEAR, 0, 2)));
        assertEquals(RecordStore.PUBLISHERS, store.find(NEAR, null, NOW).size());
    }

    @Test
    void turnsPagesInTheOrderOfPublishers() {
        store.keep(record(NEAR, 2, 1));
        store.keep(record(NEAR, 1, 1));
        store.keep(record(NEAR, 3, 1));
        assertEquals(List.of(record(NEAR, 2, 1), record(NEAR, 3, 1)), store.find(NEAR, publisher(1), NOW));
    }

    @Test
    void neverShowsWhatHasExpired() {
        store.keep(record(NEAR, 1, 1));
        assertEquals(List.of(), store.find(NEAR, null, LATER));
    }

    @Test
    void givesFarKeysAwayForNearerOnesWhenItIsFull() {
        RecordStore small = new RecordStore(SELF, new SequenceMemory(), new Policy(true, 2));
        small.keep(record(FAR, 1, 1));
        small.keep(record(MIDDLE, 1, 1));
        assertEquals(Keeping.KEPT, small.keep(record(NEAR, 1, 1)));
        assertEquals(List.of(), small.find(FAR, null, NOW));
        assertEquals(Keeping.FULL, small.keep(record(FAR, 1, 1)));
        assertEquals(2, small.size());
    }

    @Test
    void countsWhatItKeepsWhateverComes() {
        Generator.check(20, generator -> {
            RecordStore random = new RecordStore(SELF, new SequenceMemory(), new Policy(true, 30));
            for (int i = 0; i < 300; i++) {
                Key key = new Key(0, 0, 0, generator.below(12));
                Instant expiresAt = NOW.plusSeconds(generator.between(1, 100));
                random.keep(
                        PlainRecords.record(key, publisher(generator.below(25)), generator.below(5), expiresAt, 100));
                if (generator.chance(0.1)) {
                    random.expire(NOW.plusSeconds(generator.between(1, 100)));
                }
                assertEquals(random.nearest(1000).size(), random.size());
                assertTrue(random.size() <= 30);
            }
        });
    }

    @Test
    void givesOnePublisherHisShareOfKeysAndNoMore() {
        RecordStore large = new RecordStore(SELF, new SequenceMemory(), new Policy(true, 10_000));
        for (int i = 0; i < RecordStore.KEYS_PER_PUBLISHER; i++) {
            assertEquals(Keeping.KEPT, large.keep(record(new Key(i, 0, 0, 0), 1, 1)));
        }
        assertEquals(Keeping.FULL, large.keep(record(new Key(-1, 0, 0, 0), 1, 1)));
        assertEquals(Keeping.KEPT, large.keep(record(new Key(-1, 0, 0, 0), 2, 1)));
        large.expire(LATER);
        assertEquals(0, large.size());
        assertEquals(Keeping.KEPT, large.keep(record(new Key(-1, 0, 0, 0), 1, 2)));
        assertTrue(large.violation().isEmpty());
    }

    @Test
    void keepsNothingForStrangersWhenThePolicySaysSo() {
        RecordStore closed = new RecordStore(SELF, new SequenceMemory(), new Policy(false, 100));
        closed.acquaint(Set.of(publisher(1)));
        assertEquals(Keeping.KEPT, closed.keep(record(NEAR, 1, 1)));
        assertEquals(Keeping.UNACQUAINTED, closed.keep(record(NEAR, 2, 1)));
        closed.acquaint(Set.of(publisher(2)));
        assertEquals(Keeping.KEPT, closed.keep(record(NEAR, 2, 1)));
        assertEquals(List.of(record(NEAR, 2, 1)), closed.find(NEAR, null, NOW));
        assertEquals(Optional.empty(), closed.violation());
    }

    @Test
    void givesAStrangersPlaceToSomebodyWhomWeKnow() {
        RecordStore full = new RecordStore(SELF, new SequenceMemory(), new Policy(true, 2));
        full.acquaint(Set.of(publisher(1)));
        full.keep(record(NEAR, 2, 1));
        full.keep(record(MIDDLE, 3, 1));
        assertEquals(Keeping.FULL, full.keep(record(FAR, 4, 1)));
        assertEquals(Keeping.KEPT, full.keep(record(FAR, 1, 1)));
        assertEquals(List.of(record(FAR, 1, 1), record(NEAR, 2, 1)), full.nearest(10));
        assertEquals(1, full.strangers());
        assertEquals(Keeping.KEPT, full.keep(record(MIDDLE, 1, 1)));
        assertEquals(Keeping.FULL, full.keep(record(NEAR, 5, 1)), "all that is left is an acquaintance's");
        assertEquals(Optional.empty(), full.violation());
    }

    @Test
    void letsAnAcquaintanceInUnderAKeyThatStrangersHaveFilled() {
        for (int i = 0; i < RecordStore.PUBLISHERS; i++) {
            store.keep(record(NEAR, i, 1));
        }
        store.acquaint(Set.of(publisher(99)));
        assertEquals(Keeping.KEPT, store.keep(record(NEAR, 99, 1)));
        assertEquals(RecordStore.PUBLISHERS, store.find(NEAR, null, NOW).size());
        assertEquals(Optional.empty(), store.violation());
    }

    @Test
    void remembersTheSequenceOfSomebodyWhoBecomesAnAcquaintance() {
        store.keep(record(NEAR, 1, 5));
        store.acquaint(Set.of(publisher(1)));
        assertEquals(Keeping.SAME, store.keep(record(NEAR, 1, 5)));
        assertEquals(Keeping.STALE, store.keep(record(NEAR, 1, 4)));
        store.acquaint(Set.of());
        assertEquals(List.of(record(NEAR, 1, 5)), store.find(NEAR, null, NOW));
    }
}
