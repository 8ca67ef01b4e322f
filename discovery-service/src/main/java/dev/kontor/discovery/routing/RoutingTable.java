package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The nodes we know, many near to us and few far away: one [Bucket] of at most 20 for every length of common prefix.
/// Callers may rely on it being bounded (256 buckets of 20, each with 10 waiting), on no subnet having more than 2
/// places in a bucket and 10 in all, and on entries being proven: only contacts that showed to own their key at their
/// address are offered. One thread.
public final class RoutingTable {
    /// Specification: contacts in a bucket, and how many nodes keep a record.
    public static final int K = 20;
    /// Our choice: contacts that wait for a place in a bucket.
    static final int WAITING = 10;
    /// Our choice: unanswered requests in a row after which a contact has to go.
    static final int SILENCES = 2;

    /// Specification: contacts of one subnet in a bucket, and in the whole table.
    static final int SUBNET_IN_BUCKET = 2;

    static final int SUBNET_IN_TABLE = 10;

    private final NodeId self;
    private final Key point;
    private final @Nullable Bucket[] buckets = new Bucket[Key.BITS];
    private final SubnetCount subnets = new SubnetCount();
    private int size;
    private int deepest = -1;
    /// Before then no contact can have been quiet for long: entries only become younger.
    private Instant quietAt = Instant.MIN;

    public RoutingTable(NodeId self) {
        this.self = self;
        this.point = Key.of(self);
    }

    public Admission offer(Contact contact, Instant now) {
        if (contact.id().equals(self)) {
            return new Admission.Refused();
        }
        Bucket bucket = bucketAt(point.commonPrefix(contact.point()), now);
        if (isCrowded(bucket, contact)) {
            return isKnown(contact) ? new Admission.Known() : new Admission.Refused();
        }
        Admission admission = bucket.offer(contact, now);
        if (admission instanceof Admission.Added) {
            size++;
            subnets.add(contact.address());
        }
        return admission;
    }

    private Bucket bucketAt(int prefix, Instant now) {
        Bucket bucket = buckets[prefix];
        if (bucket == null) {
            bucket = new Bucket(K, WAITING, now);
            buckets[prefix] = bucket;
            deepest = Math.max(deepest, prefix);
        }
        return bucket;
    }

    /// Whether the contact's subnet already has its share, so that nobody fills the table from a few addresses.
    private boolean isCrowded(Bucket bucket, Contact contact) {
        int inTable = subnets.of(contact.address());
        return inTable >= SUBNET_IN_TABLE
                || (inTable >= SUBNET_IN_BUCKET && bucket.countOf(contact.address()) >= SUBNET_IN_BUCKET);
    }

    /// Whether it is worth asking this contact to prove itself.
    public boolean wants(Contact contact) {
        if (contact.id().equals(self)) {
            return false;
        }
        Bucket bucket = buckets[point.commonPrefix(contact.point())];
        if (bucket == null) {
            return subnets.of(contact.address()) < SUBNET_IN_TABLE;
        }
        Entry known = bucket.find(contact.id());
        if (known != null) {
            return !known.contact().address().equals(contact.address()) && !isCrowded(bucket, contact);
        }
        return (bucket.hasRoom() || bucket.hasQueueRoom()) && !isCrowded(bucket, contact);
    }

    public boolean isKnown(Contact contact) {
        return entry(contact) != null;
    }

    public void onAnswer(Contact contact, Sample sample, Instant now) {
        Entry entry = entry(contact);
        if (entry != null) {
            entry.onAnswer(sample, now);
        }
    }

    /// Counts a missing answer; the contact goes when it was the second in a row and somebody waits for the place,
    /// and in any case after twice as many: a bucket of silent contacts is still better than an empty one. Returns
    /// whether it has gone.
    public boolean onSilence(Contact contact, Instant now) {
        Entry entry = entry(contact);
        Bucket bucket = entry == null ? null : buckets[point.commonPrefix(contact.point())];
        if (entry == null || bucket == null) {
            return false;
        }
        entry.onSilence();
        boolean replaceable = entry.silences() >= SILENCES && bucket.hasWaiting();
        if (replaceable || entry.silences() >= 2 * SILENCES) {
            subnets.remove(contact.address());
            Optional<Contact> next = bucket.replace(contact.id(), candidate -> !isCrowded(bucket, candidate), now);
            next.ifPresent(moved -> subnets.add(moved.address()));
            size -= next.isPresent() ? 0 : 1;
            return true;
        }
        return false;
    }

    /// The nearest contacts to a point, nearest first; those that did not answer last time come only when there are no
    /// others.
    public List<Contact> closest(Key target, int count) {
        Nearest nearest = new Nearest(target, count);
        int shared = Math.min(point.commonPrefix(target), Key.BITS - 1);
        nearest.gather(bucketsFrom(shared, shared));
        nearest.gather(bucketsFrom(shared + 1, deepest));
        for (int prefix = shared - 1; prefix >= 0 && !nearest.isEnough(); prefix--) {
            nearest.gather(bucketsFrom(prefix, prefix));
        }
        return nearest.contacts();
    }

    private List<Bucket> bucketsFrom(int first, int last) {
        List<Bucket> part = new ArrayList<>();
        for (int prefix = first; prefix <= last; prefix++) {
            Bucket bucket = buckets[prefix];
            if (bucket != null && !bucket.isEmpty()) {
                part.add(bucket);
            }
        }
        return part;
    }

    /// The contact that has been quiet for the longest time, when that is longer than `age`.
    public Optional<Contact> quietest(Duration age, Instant now) {
        if (now.isBefore(quietAt)) {
            return Optional.empty();
        }
        Entry quietest = null;
        for (int prefix = 0; prefix <= deepest; prefix++) {
            Bucket bucket = buckets[prefix];
            for (Entry entry : bucket == null ? List.<Entry>of() : bucket.entries()) {
                quietest = quietest == null || entry.heardAt().isBefore(quietest.heardAt()) ? entry : quietest;
            }
        }
        if (quietest != null && quietest.heardAt().plus(age).isBefore(now)) {
            return Optional.of(quietest.contact());
        }
        quietAt = (quietest == null ? now : quietest.heardAt()).plus(age);
        return Optional.empty();
    }

    /// The buckets that no look-up has touched for longer than `age`; those beyond the nearest contact are left out,
    /// because nobody lives there.
    public List<Integer> staleBuckets(Duration age, Instant now) {
        List<Integer> stale = new ArrayList<>();
        Instant touched = now.minus(age);
        for (int prefix = 0; prefix <= deepest; prefix++) {
            if (!bucketAt(prefix, Instant.EPOCH).touchedAt().isAfter(touched)) {
                stale.add(prefix);
            }
        }
        return stale;
    }

    /// Notes that a look-up for this point is under way.
    public void touch(Key target, Instant now) {
        Bucket bucket = buckets[Math.min(point.commonPrefix(target), Key.BITS - 1)];
        if (bucket != null) {
            bucket.touch(now);
        }
    }

    public Optional<RoundTrip> roundTrip(Contact contact) {
        return Optional.ofNullable(entry(contact)).map(Entry::roundTrip);
    }

    public @Nullable Bytes tokenOf(Contact contact, Instant oldest) {
        Entry entry = entry(contact);
        return entry == null ? null : entry.tokenSince(oldest);
    }

    public int size() {
        return size;
    }

    public List<BucketView> view() {
        List<BucketView> views = new ArrayList<>();
        for (int prefix = 0; prefix <= deepest; prefix++) {
            Bucket bucket = buckets[prefix];
            if (bucket != null && !bucket.isEmpty()) {
                views.add(BucketView.of(prefix, bucket));
            }
        }
        return views;
    }

    public List<Contact> contacts() {
        List<Contact> all = new ArrayList<>(size);
        for (Bucket bucket : bucketsFrom(0, deepest)) {
            bucket.entries().forEach(entry -> all.add(entry.contact()));
        }
        return all;
    }

    /// The bound that is not kept, if any: for simulations, which look after every step.
    public Optional<String> violation() {
        int contacts = 0;
        for (Bucket bucket : bucketsFrom(0, deepest)) {
            contacts += bucket.entries().size();
            if (bucket.entries().size() > K) {
                return Optional.of("a bucket of " + bucket.entries().size());
            }
            for (Entry entry : bucket.entries()) {
                NodeAddress address = entry.contact().address();
                boolean crowded = subnets.of(address) > SUBNET_IN_BUCKET && bucket.countOf(address) > SUBNET_IN_BUCKET;
                if (crowded || subnets.of(address) > SUBNET_IN_TABLE) {
                    return Optional.of("too many contacts in the subnet of " + address);
                }
            }
        }
        return contacts == size ? Optional.empty() : Optional.of(size + " contacts counted and " + contacts + " held");
    }

    /// The entry of this node at this address.
    private @Nullable Entry entry(Contact contact) {
        int prefix = point.commonPrefix(contact.point());
        Bucket bucket = prefix < Key.BITS ? buckets[prefix] : null;
        Entry entry = bucket == null ? null : bucket.find(contact.id());
        return entry != null && entry.contact().address().equals(contact.address()) ? entry : null;
    }
}
