package dev.kontor.discovery.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private final Random random = new Random(1);
    private final NodeId self = contact(1).id();
    private final RoutingTable table = new RoutingTable(self);

    private Contact contact(int port) {
        byte[] key = new byte[VerifyKey.SIZE];
        random.nextBytes(key);
        return Contact.of(new VerifyKey(Bytes.of(key)), at(port));
    }

    private static NodeAddress at(int port) {
        return new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 1}), port);
    }

    /// Contacts of the farthest half of the key space, which all belong into one bucket.
    private List<Contact> farContacts(int count) {
        List<Contact> contacts = new ArrayList<>();
        while (contacts.size() < count) {
            Contact contact = contact(1000 + contacts.size());
            if (Key.of(self).commonPrefix(contact.point()) == 0) {
                contacts.add(contact);
            }
        }
        return contacts;
    }

    private void fall(Contact contact, int silences) {
        for (int i = 0; i < silences; i++) {
            table.onSilence(contact, NOW);
        }
    }

    @Test
    void keepsAtMostTwentyContactsInABucket() {
        farContacts(50).forEach(contact -> table.offer(contact, NOW));
        assertEquals(RoutingTable.K, table.size());
        assertEquals(RoutingTable.K, table.contacts().size());
    }

    @Test
    void asksTheQuietestContactBeforeItGivesItsPlaceAway() {
        List<Contact> contacts = farContacts(21);
        for (int i = 0; i < 20; i++) {
            table.offer(contacts.get(i), NOW.plusSeconds(i));
        }
        table.onAnswer(contacts.getFirst(), new Sample(Duration.ofMillis(10), null), NOW.plusSeconds(60));
        Admission admission = table.offer(contacts.getLast(), NOW.plusSeconds(61));
        assertEquals(new Admission.Waiting(contacts.get(1)), admission);
        assertFalse(table.isKnown(contacts.getLast()));
    }

    @Test
    void givesThePlaceOfASilentContactToTheOneThatWaited() {
        List<Contact> contacts = farContacts(21);
        contacts.forEach(contact -> table.offer(contact, NOW));
        fall(contacts.getFirst(), 1);
        assertTrue(table.isKnown(contacts.getFirst()));
        fall(contacts.getFirst(), 1);
        assertFalse(table.isKnown(contacts.getFirst()));
        assertTrue(table.isKnown(contacts.getLast()));
        assertEquals(RoutingTable.K, table.size());
    }

    @Test
    void keepsASilentContactForAWhileWhenNobodyWaits() {
        Contact lonely = contact(5);
        table.offer(lonely, NOW);
        fall(lonely, 3);
        assertEquals(1, table.size());
        fall(lonely, 1);
        assertEquals(0, table.size());
    }

    @Test
    void keepsTheOldAddressOfANodeUntilItFallsSilent() {
        Contact old = contact(5);
        Contact moved = new Contact(old.id(), old.point(), old.key(), at(6));
        table.offer(old, NOW);
        assertEquals(new Admission.Waiting(old), table.offer(moved, NOW));
        assertTrue(table.isKnown(old));
        fall(old, 2);
        assertTrue(table.isKnown(moved));
        assertEquals(1, table.size());
    }

    @Test
    void forgivesSilenceAfterAnAnswer() {
        List<Contact> contacts = farContacts(21);
        contacts.forEach(contact -> table.offer(contact, NOW));
        fall(contacts.getFirst(), 1);
        table.onAnswer(contacts.getFirst(), new Sample(Duration.ofMillis(10), null), NOW);
        fall(contacts.getFirst(), 1);
        assertTrue(table.isKnown(contacts.getFirst()));
    }

    @Test
    void neverKeepsItself() {
        Contact ourselves = new Contact(self, Key.of(self), contact(1).key(), at(1));
        assertInstanceOf(Admission.Refused.class, table.offer(ourselves, NOW));
        assertFalse(table.wants(ourselves));
    }

    @Test
    void findsTheNearestContacts() {
        List<Contact> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Contact contact = contact(2000 + i);
            if (table.offer(contact, NOW) instanceof Admission.Added) {
                all.add(contact);
            }
        }
        Key target = Key.random(random);
        List<Contact> nearest = table.closest(target, 20);
        all.sort((a, b) -> target.compareDistance(a.point(), b.point()));
        assertEquals(all.subList(0, 20), nearest);
    }

    @Test
    void namesSilentContactsOnlyWhenThereAreNoOthers() {
        List<Contact> contacts = farContacts(3);
        contacts.forEach(contact -> table.offer(contact, NOW));
        Key target = contacts.getFirst().point();
        fall(contacts.getFirst(), 1);
        assertFalse(table.closest(target, 2).contains(contacts.getFirst()));
        assertTrue(table.closest(target, 3).contains(contacts.getFirst()));
    }

    @Test
    void forgetsATokenThatIsTooOld() {
        Contact contact = contact(5);
        Bytes token = Bytes.of(new byte[8]);
        table.offer(contact, NOW);
        table.onAnswer(contact, new Sample(Duration.ofMillis(10), token), NOW);
        assertEquals(token, table.tokenOf(contact, NOW.minusSeconds(1)));
        assertEquals(null, table.tokenOf(contact, NOW.plusSeconds(1)));
    }

    @Test
    void refreshesBucketsThatNobodyTouchedDownToTheNearestContact() {
        Contact contact = contact(5);
        table.offer(contact, NOW);
        int depth = Key.of(self).commonPrefix(contact.point());
        Duration hour = Duration.ofHours(1);
        assertEquals(depth, table.staleBuckets(hour, NOW).size());
        assertEquals(depth + 1, table.staleBuckets(hour, NOW.plus(hour)).size());
        table.touch(contact.point(), NOW.plus(hour));
        assertEquals(depth, table.staleBuckets(hour, NOW.plus(hour)).size());
    }

    @Test
    void holdsANodeThatHasMovedOnlyOnce() {
        List<Contact> contacts = farContacts(20);
        contacts.forEach(contact -> table.offer(contact, NOW));
        Contact moved = Contact.of(contacts.getFirst().key(), at(9));
        table.offer(moved, NOW);
        fall(contacts.getLast(), 4);
        assertEquals(Optional.empty(), table.violation());
        assertEquals(19, table.size());
    }

    @Test
    void givesASubnetNoMoreThanTwoPlacesInABucketAndTenInAll() {
        for (int i = 0; i < 3_000; i++) {
            byte[] key = new byte[VerifyKey.SIZE];
            random.nextBytes(key);
            NodeAddress address = new NodeAddress(Bytes.of(new byte[] {20, 1, 2, (byte) i}), 1 + i);
            table.offer(Contact.of(new VerifyKey(Bytes.of(key)), address), NOW);
        }
        assertEquals(Optional.empty(), table.violation());
        assertEquals(RoutingTable.SUBNET_IN_TABLE, table.size());
    }

    @Test
    void givesANodeThatMovesNoPlaceInASubnetThatHasItsShare() {
        List<Contact> far = farContacts(3);
        Contact moving = Contact.of(far.getFirst().key(), inSubnet(1));
        table.offer(far.getFirst(), NOW);
        assertEquals(new Admission.Waiting(far.getFirst()), table.offer(moving, NOW));
        table.offer(Contact.of(far.get(1).key(), inSubnet(2)), NOW);
        table.offer(Contact.of(far.get(2).key(), inSubnet(3)), NOW);
        fall(far.getFirst(), 2);
        assertEquals(Optional.empty(), table.violation());
        assertFalse(table.isKnown(moving));
        assertEquals(2, table.size());
    }

    private static NodeAddress inSubnet(int host) {
        return new NodeAddress(Bytes.of(new byte[] {20, 1, 2, (byte) host}), 7400);
    }
}
