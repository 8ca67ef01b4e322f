package dev.kontor.discovery.routing;

import dev.kontor.wire.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// At most `k` contacts at one distance from us, and a short queue of those that wait for a place. Contacts that answer
/// stay; a waiting one only moves up when one in the bucket has fallen silent, because nodes that have been up for long
/// are the ones that stay up (Kademlia §4.1), and because an attacker cannot flush a bucket that way.
final class Bucket {
    private final int capacity;
    private final int queue;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Contact> waiting = new ArrayList<>();
    private Instant touchedAt;

    Bucket(int capacity, int queue, Instant now) {
        this.capacity = capacity;
        this.queue = queue;
        this.touchedAt = now;
    }

    Admission offer(Contact contact, Instant now) {
        Entry known = find(contact.id());
        if (known != null) {
            return knownAt(known, contact);
        }
        if (entries.size() < capacity) {
            entries.add(new Entry(contact, now));
            waiting.removeIf(candidate -> candidate.id().equals(contact.id()));
            return new Admission.Added();
        }
        queueUp(contact);
        return new Admission.Waiting(leastRecentlyHeard().contact());
    }

    private Admission knownAt(Entry entry, Contact contact) {
        if (entry.contact().address().equals(contact.address())) {
            return new Admission.Known();
        }
        queueUp(contact);
        return new Admission.Waiting(entry.contact());
    }

    private void queueUp(Contact contact) {
        waiting.removeIf(candidate -> candidate.id().equals(contact.id()));
        waiting.add(contact);
        if (waiting.size() > queue) {
            waiting.removeFirst();
        }
    }

    /// Removes a silent contact; the contact that waited for the shortest time takes the place, because it is the most
    /// likely to be alive. A waiting contact with the same id (the node has moved) goes first. Whoever it is has to
    /// be admissible now: when it began to wait, its subnet may have had fewer places.
    Optional<Contact> replace(NodeId silent, Predicate<Contact> admissible, Instant now) {
        entries.removeIf(entry -> entry.contact().id().equals(silent));
        List<Contact> candidates =
                waiting.reversed().stream().filter(admissible.and(this::isNew)).toList();
        Optional<Contact> moved = candidates.stream()
                .filter(contact -> contact.id().equals(silent))
                .findFirst();
        Optional<Contact> next = moved.or(() -> candidates.stream().findFirst());
        next.ifPresent(contact -> {
            waiting.remove(contact);
            entries.add(new Entry(contact, now));
        });
        return next;
    }

    /// Who waits may be here already, at the address that it has left.
    private boolean isNew(Contact candidate) {
        return find(candidate.id()) == null;
    }

    /// How many contacts there are from the subnet of this address.
    int countOf(NodeAddress address) {
        Optional<Subnet> subnet = Subnet.of(address);
        int count = 0;
        for (Entry entry : entries) {
            count += Subnet.of(entry.contact().address()).equals(subnet) ? 1 : 0;
        }
        return count;
    }

    @Nullable
    Entry find(NodeId id) {
        for (Entry entry : entries) {
            if (entry.contact().id().equals(id)) {
                return entry;
            }
        }
        return null;
    }

    private Entry leastRecentlyHeard() {
        Iterator<Entry> all = entries.iterator();
        Entry oldest = all.next();
        while (all.hasNext()) {
            Entry next = all.next();
            oldest = BY_AGE.compare(next, oldest) < 0 ? next : oldest;
        }
        return oldest;
    }

    private static final Comparator<Entry> BY_AGE = Comparator.comparing(Entry::heardAt);

    boolean hasRoom() {
        return entries.size() < capacity;
    }

    boolean hasQueueRoom() {
        return waiting.size() < queue;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    void touch(Instant now) {
        touchedAt = now;
    }

    Instant touchedAt() {
        return touchedAt;
    }

    List<Entry> entries() {
        return entries;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
