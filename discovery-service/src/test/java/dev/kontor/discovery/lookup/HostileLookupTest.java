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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Look-ups among nodes that lie.
class HostileLookupTest {
    private static final Bytes TOKEN = Bytes.of(new byte[8]);
    private static final Bytes PUBLISHER = Bytes.of(new byte[32]);
    private final Random random = new Random(5);
    private final Key target = Key.random(random);
    private final NodeId self = contact(1, 1).id();

    private Contact contact(int subnet, int host) {
        byte[] key = new byte[VerifyKey.SIZE];
        random.nextBytes(key);
        byte[] ip = {20, (byte) (subnet >> 8), (byte) subnet, (byte) host};
        return Contact.of(new VerifyKey(Bytes.of(key)), new NodeAddress(Bytes.of(ip), 7400));
    }

    private List<Contact> scattered(int count) {
        List<Contact> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(contact(100 + i, 1));
        }
        all.sort((a, b) -> target.compareDistance(a.point(), b.point()));
        return all;
    }

    private KeptRecord record(long sequence) {
        return PlainRecords.record(target, PUBLISHER, sequence, ManualClock.EPOCH.plusSeconds(60), 100);
    }

    private Lookup lookup(Goal goal, Region region, List<Contact> seeds) {
        return new Lookup(target, goal, region, self, seeds);
    }

    private static void answer(Lookup lookup, Contact from) {
        lookup.onAnswer(from.id(), TOKEN, List.of());
    }

    @Test
    void asksOnFourPathsAtOnce() {
        List<Contact> world = scattered(20);
        assertEquals(
                world.subList(0, 4),
                lookup(Goal.ONE_PUBLISHER, Region.UNKNOWN, world).next());
        assertEquals(
                8, lookup(Goal.ALL_PUBLISHERS, Region.UNKNOWN, world).next().size());
    }

    @Test
    void aLiarSpoilsHisOwnPathOnly() {
        List<Contact> world = scattered(8);
        Lookup lookup = lookup(Goal.ONE_PUBLISHER, Region.UNKNOWN, world);
        List<Contact> asked = lookup.next();
        Contact liar = asked.getFirst();
        lookup.onAnswer(liar.id(), TOKEN, scattered(20));
        int own = lookup.pathOf(liar.id());
        for (Contact next : lookup.next()) {
            assertEquals(own, lookup.pathOf(next.id()), "what the liar named is asked on his path");
        }
        answer(lookup, asked.get(1));
        assertTrue(lookup.next().stream().allMatch(next -> world.contains(next)), "the others go on as before");
    }

    @Test
    void threeOfOneSubnetAreOneWitness() {
        Contact first = contact(7, 1);
        Contact second = contact(7, 2);
        List<Contact> world = new ArrayList<>(List.of(first, second));
        world.addAll(scattered(4));
        Lookup lookup = lookup(Goal.ONE_PUBLISHER, Region.UNKNOWN, world);
        List<Contact> asked = new ArrayList<>(lookup.next());
        answer(lookup, first);
        answer(lookup, second);
        lookup.onRecord(first.id(), record(1));
        lookup.onRecord(second.id(), record(1));
        asked.removeAll(List.of(first, second));
        answer(lookup, asked.getFirst());
        lookup.onRecord(asked.getFirst().id(), record(1));
        assertFalse(lookup.ended(), "three nodes, but two subnets");
    }

    @Test
    void asksNoMoreThanTwoOfASubnet() {
        List<Contact> crowd = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            crowd.add(contact(7, i));
        }
        Lookup lookup = lookup(Goal.NODES, Region.UNKNOWN, crowd);
        List<Contact> asked = lookup.next();
        asked.forEach(contact -> answer(lookup, contact));
        assertEquals(2, asked.size());
        assertTrue(lookup.ended());
    }

    @Test
    void wantsMoreWitnessesOnceTwoHaveContradictedEachOther() {
        List<Contact> world = scattered(20);
        Lookup lookup = lookup(Goal.ONE_PUBLISHER, Region.UNKNOWN, world);
        int witnesses = 0;
        while (!lookup.ended()) {
            for (Contact next : lookup.next()) {
                answer(lookup, next);
                lookup.onRecord(next.id(), record(witnesses == 0 ? 1 : 2));
                witnesses++;
            }
        }
        assertEquals(List.of(record(2)), lookup.report().records());
        assertTrue(witnesses >= 6, "one old and five new, not " + witnesses);
    }

    @Test
    void countsNoWitnessFromOutsideTheRegion() {
        List<Contact> world = scattered(20);
        Region small = new Region(target.first() ^ world.get(1).point().first());
        Lookup lookup = lookup(Goal.ONE_PUBLISHER, small, world);
        int asked = 0;
        while (!lookup.ended()) {
            for (Contact next : lookup.next()) {
                asked++;
                answer(lookup, next);
                lookup.onRecord(next.id(), record(1));
            }
        }
        assertEquals(20, asked, "two of the region are no quorum of three");
        assertEquals(List.of(record(1)), lookup.report().records());
    }

    @Test
    void asksTheWholeRegionHoweverManyCrowdIt() {
        List<Contact> world = scattered(60);
        Region region = new Region(target.first() ^ world.get(49).point().first());
        Lookup lookup = lookup(Goal.KEEPERS, region, world);
        while (!lookup.ended()) {
            lookup.next().forEach(next -> answer(lookup, next));
        }
        assertEquals(50, lookup.report().nearest().size());
    }

    @Test
    void triesTheOtherAddressOfANodeWhenTheFirstLeadsNowhere() {
        List<Contact> world = scattered(4);
        Contact hidden = contact(900, 1);
        Contact falsely = Contact.of(hidden.key(), contact(901, 1).address());
        Lookup lookup = lookup(Goal.ONE_PUBLISHER, Region.UNKNOWN, world);
        List<Contact> asked = lookup.next();
        lookup.onAnswer(asked.getFirst().id(), TOKEN, List.of(falsely));
        lookup.onAnswer(asked.get(1).id(), TOKEN, List.of(hidden));
        assertEquals(List.of(falsely), lookup.next());
        lookup.onLate(hidden.id());
        assertEquals(List.of(hidden), lookup.next());
    }
}
