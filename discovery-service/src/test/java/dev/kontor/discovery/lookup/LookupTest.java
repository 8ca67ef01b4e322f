package dev.kontor.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.Region;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.PlainRecords;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static final Bytes TOKEN = Bytes.of(new byte[8]);
    private final Random random = new Random(3);
    private final Key target = Key.random(random);
    private final NodeId self = contact(1).id();
    private final List<Contact> world = contacts(60);

    private Contact contact(int port) {
        byte[] key = new byte[VerifyKey.SIZE];
        random.nextBytes(key);
        return Contact.of(new VerifyKey(Bytes.of(key)), new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 1}), port));
    }

    /// Nearest to the target first.
    private List<Contact> contacts(int count) {
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contacts.add(contact(1000 + i));
        }
        contacts.sort((a, b) -> target.compareDistance(a.point(), b.point()));
        return contacts;
    }

    private Lookup lookup(Goal goal, List<Contact> seeds) {
        return new Lookup(target, goal, Region.UNKNOWN, self, seeds);
    }

    private KeptRecord record(int publisher, long sequence) {
        byte[] name = new byte[32];
        name[0] = (byte) publisher;
        return PlainRecords.record(target, Bytes.of(name), sequence, ManualClock.EPOCH.plusSeconds(60), 100);
    }

    /// Everybody knows everybody and answers.
    private void runToTheEnd(Lookup lookup) {
        while (!lookup.ended()) {
            List<Contact> next = lookup.next();
            assertFalse(next.isEmpty(), "a look-up that has not ended asks or waits");
            next.forEach(contact -> lookup.onAnswer(contact.id(), TOKEN, world.subList(0, 20)));
        }
    }

    @Test
    void asksThreeAtATimeNearestFirst() {
        Lookup lookup = lookup(Goal.NODES, world);
        assertEquals(world.subList(0, 3), lookup.next());
        assertEquals(List.of(), lookup.next());
        lookup.onAnswer(world.getFirst().id(), TOKEN, List.of());
        assertEquals(List.of(world.get(3)), lookup.next());
    }

    @Test
    void endsWhenTheTwentyNearestHaveAnswered() {
        Lookup lookup = lookup(Goal.NODES, world.subList(40, 45));
        runToTheEnd(lookup);
        List<Contact> nearest = lookup.report().nearest().stream()
                .map(Report.Answering::contact)
                .toList();
        assertEquals(world.subList(0, 20), nearest);
    }

    @Test
    void endsAtOnceWhenThereIsNobodyToAsk() {
        assertTrue(lookup(Goal.NODES, List.of()).ended());
    }

    @Test
    void widensWithEveryLateAnswerButNotBeyondTen() {
        Lookup lookup = lookup(Goal.NODES, world);
        Set<Contact> late = new HashSet<>(lookup.next());
        late.forEach(contact -> lookup.onLate(contact.id()));
        List<Contact> next = lookup.next();
        assertEquals(6, next.size());
        next.forEach(contact -> lookup.onLate(contact.id()));
        assertEquals(10, lookup.next().size());
    }

    @Test
    void stillWelcomesALateAnswer() {
        Lookup lookup = lookup(Goal.NODES, world.subList(0, 1));
        lookup.next();
        lookup.onLate(world.getFirst().id());
        assertFalse(lookup.ended(), "the only answer is worth waiting for");
        lookup.onAnswer(world.getFirst().id(), TOKEN, List.of());
        assertTrue(lookup.ended());
        assertEquals(1, lookup.report().answered());
    }

    @Test
    void goesAroundSilentContacts() {
        Lookup lookup = lookup(Goal.NODES, world);
        int round = 0;
        while (!lookup.ended()) {
            for (Contact contact : lookup.next()) {
                if (round++ % 2 == 0) {
                    lookup.onSilence(contact.id());
                } else {
                    lookup.onAnswer(contact.id(), TOKEN, List.of());
                }
            }
        }
        assertEquals(20, lookup.report().nearest().size());
    }

    @Test
    void neverStopsAtTheFirstRecordButAtTheThirdWitness() {
        Lookup lookup = lookup(Goal.ONE_PUBLISHER, world);
        List<Contact> asked = lookup.next();
        for (int i = 0; i < 3; i++) {
            assertFalse(lookup.ended());
            lookup.onAnswer(asked.get(i).id(), TOKEN, List.of());
            lookup.onRecord(asked.get(i).id(), record(1, 1));
        }
        assertTrue(lookup.ended());
        assertEquals(List.of(), lookup.next());
    }

    @Test
    void keepsTheNewestRecordOfEachPublisher() {
        Lookup lookup = lookup(Goal.ALL_PUBLISHERS, world);
        lookup.onRecord(world.getFirst().id(), record(1, 2));
        lookup.onRecord(world.get(1).id(), record(1, 1));
        lookup.onRecord(world.get(2).id(), record(2, 7));
        assertEquals(List.of(record(1, 2), record(2, 7)), lookup.report().records());
    }

    @Test
    void waitsForThePagesItAskedFor() {
        Lookup lookup = lookup(Goal.ALL_PUBLISHERS, world.subList(0, 1));
        lookup.next();
        lookup.pages().onAsked();
        lookup.onAnswer(world.getFirst().id(), TOKEN, List.of());
        assertFalse(lookup.ended());
        lookup.pages().onEnded();
        assertTrue(lookup.ended());
    }

    @Test
    void remembersNoMoreThanAHundredCandidatesWhateverItHears() {
        Lookup lookup = lookup(Goal.NODES, contacts(1_000));
        int asked = 0;
        while (!lookup.ended()) {
            List<Contact> next = lookup.next();
            asked += next.size();
            next.forEach(contact -> lookup.onAnswer(contact.id(), TOKEN, contacts(20)));
            assertTrue(asked <= 1_000, "a look-up ends whatever others say");
        }
    }

    @Test
    void neverAsksOurselves() {
        Contact ourselves = contact(1);
        Lookup lookup = new Lookup(target, Goal.NODES, Region.UNKNOWN, ourselves.id(), List.of(ourselves));
        assertEquals(List.of(), lookup.next());
    }
}
