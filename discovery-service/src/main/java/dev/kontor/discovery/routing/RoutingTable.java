package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The nodes we know, many near to us and few far away: one [Bucket] of at most 20 for every length of common prefix.
/// Callers may rely on it being bounded (256 buckets of 20, each with 10 waiting) and on entries being proven: only
/// contacts that showed to own their key at their address are offered. One thread.
public final class RoutingTable {
    /// Specification: contacts in a bucket, and how many nodes keep a record.
    public static final int K = 20;
    /// Our choice: contacts that wait for a place in a bucket.
    static final int WAITING = 10;
    /// Our choice: unanswered requests in a row after which a contact has to go.
    static final int SILENCES = 2;

    private final NodeId self;
    private final Key point;
    private final NavigableMap<Integer, Bucket> buckets = new TreeMap<>();
    private int size;

    public RoutingTable(NodeId self) {
        this.self = self;
        this.point = Key.of(self);
    }

    public Admission offer(Contact contact, Instant now) {
        if (contact.id().equals(self)) {
            return new Admission.Refused();
        }
        Bucket bucket = buckets.computeIfAbsent(prefix(contact.point()), prefix -> new Bucket(K, WAITING, now));
        Admission admission = bucket.offer(contact, now);
        if (admission instanceof Admission.Added) {
            size++;
        }
        return admission;
    }

    /// Whether it is worth asking this contact to prove itself.
    public boolean wants(Contact contact) {
        if (contact.id().equals(self)) {
            return false;
        }
        Bucket bucket = buckets.get(prefix(contact.point()));
        if (bucket == null) {
            return true;
        }
        return bucket.find(contact.id())
                .map(entry -> !entry.contact().address().equals(contact.address()))
                .orElse(bucket.hasRoom() || bucket.hasQueueRoom());
    }

    public boolean isKnown(Contact contact) {
        return entry(contact.id())
                .filter(entry -> entry.contact().address().equals(contact.address()))
                .isPresent();
    }

    public void onAnswer(Contact contact, Sample sample, Instant now) {
        if (isKnown(contact)) {
            entry(contact.id()).ifPresent(entry -> entry.onAnswer(sample, now));
        }
    }

    /// Counts a missing answer; the contact goes when it was the second in a row and somebody waits for the place, and
    /// in any case after twice as many: a bucket of silent contacts is still better than an empty one.
    public void onSilence(Contact contact, Instant now) {
        Optional<Entry> found = entry(contact.id());
        if (found.isEmpty() || !isKnown(contact)) {
            return;
        }
        Entry entry = found.get();
        Bucket bucket = bucketOf(contact.id());
        entry.onSilence();
        boolean replaceable = entry.silences() >= SILENCES && bucket.hasWaiting();
        if (replaceable || entry.silences() >= 2 * SILENCES) {
            size -= bucket.replace(contact.id(), now).isPresent() ? 0 : 1;
        }
    }

    /// The nearest contacts to a point, nearest first; those that did not answer last time come only when there are no
    /// others.
    public List<Contact> closest(Key target, int count) {
        List<Entry> all = entries();
        all.sort(Comparator.<Entry, Boolean>comparing(entry -> entry.silences() > 0)
                .thenComparing(entry -> entry.contact().point(), target::compareDistance));
        return all.stream()
                .limit(count)
                .map(Entry::contact)
                .sorted(Comparator.comparing(Contact::point, target::compareDistance))
                .toList();
    }

    /// The contact that has been quiet for the longest time, when that is longer than `age`.
    public Optional<Contact> quietest(Duration age, Instant now) {
        return entries().stream()
                .min(Comparator.comparing(Entry::heardAt))
                .filter(entry -> entry.heardAt().plus(age).isBefore(now))
                .map(Entry::contact);
    }

    /// A point in each bucket that no look-up has touched for longer than `age`; empty buckets beyond the nearest
    /// contact are left out, because nobody lives there.
    public List<Integer> staleBuckets(Duration age, Instant now) {
        int deepest = buckets.isEmpty() ? -1 : buckets.lastKey();
        List<Integer> stale = new ArrayList<>();
        for (int prefix = 0; prefix <= deepest; prefix++) {
            Bucket bucket = buckets.computeIfAbsent(prefix, fresh -> new Bucket(K, WAITING, Instant.EPOCH));
            if (!bucket.touchedAt().plus(age).isAfter(now)) {
                stale.add(prefix);
            }
        }
        return stale;
    }

    /// Notes that a look-up for this point is under way.
    public void touch(Key target, Instant now) {
        Bucket bucket = buckets.get(Math.min(prefix(target), Key.BITS - 1));
        if (bucket != null) {
            bucket.touch(now);
        }
    }

    public Optional<RoundTrip> roundTrip(NodeId id) {
        return entry(id).map(Entry::roundTrip);
    }

    public @Nullable Bytes tokenOf(Contact contact, Instant oldest) {
        return isKnown(contact)
                ? entry(contact.id()).map(entry -> entry.tokenSince(oldest)).orElse(null)
                : null;
    }

    public int size() {
        return size;
    }

    public List<BucketView> view() {
        List<BucketView> views = new ArrayList<>();
        buckets.forEach((prefix, bucket) -> views.add(BucketView.of(prefix, bucket)));
        return views.stream().filter(view -> !view.contacts().isEmpty()).toList();
    }

    public List<Contact> contacts() {
        return entries().stream().map(Entry::contact).toList();
    }

    private List<Entry> entries() {
        List<Entry> all = new ArrayList<>(size);
        for (Bucket bucket : buckets.values()) {
            all.addAll(bucket.entries());
        }
        return all;
    }

    private Optional<Entry> entry(NodeId id) {
        Bucket bucket = buckets.get(prefix(Key.of(id)));
        return bucket == null ? Optional.empty() : bucket.find(id);
    }

    private Bucket bucketOf(NodeId id) {
        Bucket bucket = buckets.get(prefix(Key.of(id)));
        if (bucket == null) {
            throw new IllegalStateException("no bucket for a contact in the table: " + id);
        }
        return bucket;
    }

    private int prefix(Key other) {
        return point.commonPrefix(other);
    }
}
