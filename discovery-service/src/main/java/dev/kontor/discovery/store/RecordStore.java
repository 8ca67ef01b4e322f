package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Genuine records, several publishers under one key, until they expire. Full of bounds: publishers under a key,
/// and records in all. Whom we are acquainted with comes first: strangers' records give way to theirs, and are not kept
/// at all when the policy says so. Among equals the key farthest from us gives way to a nearer one, because the
/// nodes near to a key are the ones that are asked for it. One thread.
public final class RecordStore {
    /// Specification: publishers that may stand side by side under one key.
    public static final int PUBLISHERS = 20;
    /// Our choice: keys under which one publisher may have records here.
    static final int KEYS_PER_PUBLISHER = 4_096;

    private final Key point;
    private final Bytes self;
    private final Policy policy;
    private final SequenceMemory memory;
    private final Shelf acquainted = new Shelf();
    private final Shelf strange = new Shelf();
    private Set<Bytes> acquaintances = Set.of();

    public RecordStore(NodeId self, SequenceMemory memory, Policy policy) {
        this.self = self.bytes();
        this.point = Key.of(self);
        this.memory = memory;
        this.policy = policy;
    }

    /// From now on these publishers, and we, are no strangers, and all others are.
    public void acquaint(Set<Bytes> publishers) {
        acquaintances = Set.copyOf(publishers);
        List<KeptRecord> gained = strange.takeIf(record -> isAcquainted(record.publisher()));
        List<KeptRecord> lost = acquainted.takeIf(record -> !isAcquainted(record.publisher()));
        gained.forEach(record -> acquainted.put(distance(record.key()), record));
        lost.stream().filter(_ -> policy.strangers()).forEach(record -> strange.put(distance(record.key()), record));
    }

    private boolean isAcquainted(Bytes publisher) {
        return publisher.equals(self) || acquaintances.contains(publisher);
    }

    public Keeping keep(KeptRecord record) {
        return keep(record, null);
    }

    /// Keeps it only when no higher sequence was seen than the publisher expects.
    ///
    /// @param expected nothing when it does not matter
    public Keeping keep(KeptRecord record, @Nullable Long expected) {
        boolean known = isAcquainted(record.publisher());
        if (!known && !policy.strangers()) {
            return Keeping.UNACQUAINTED;
        }
        Key distance = distance(record.key());
        Shelf shelf = known ? acquainted : strange;
        KeptRecord held = shelf.at(distance).get(record.publisher());
        if (held != null && held.signed().equals(record.signed())) {
            return Keeping.SAME;
        }
        if (expected != null && memory.contradicts(record, expected)) {
            return Keeping.CONTESTED;
        }
        boolean older = held != null && held.sequence() >= record.sequence();
        if (older || !memory.admits(record)) {
            return Keeping.STALE;
        }
        if (held == null && (hasItsShare(record.publisher(), shelf) || !makeRoom(distance, known))) {
            return Keeping.FULL;
        }
        shelf.put(distance, record);
        return Keeping.KEPT;
    }

    /// Nobody fills the store alone, but for ourselves.
    private boolean hasItsShare(Bytes publisher, Shelf shelf) {
        return shelf.keysOf(publisher) >= KEYS_PER_PUBLISHER && !publisher.equals(self);
    }

    private boolean makeRoom(Key distance, boolean known) {
        boolean crowded = acquainted.at(distance).size() + strange.at(distance).size() >= PUBLISHERS;
        if (crowded && !(known && dropStrangerAt(distance))) {
            return false;
        }
        if (size() < policy.records()) {
            return true;
        }
        Shelf gives = strange.size() > 0 || !known ? strange : acquainted;
        boolean gone = gives.reachesBeyond(distance) || (known && gives == strange);
        if (gone) {
            gives.dropFarthest();
        }
        return gone;
    }

    private boolean dropStrangerAt(Key distance) {
        boolean there = !strange.at(distance).isEmpty();
        if (there) {
            strange.dropOneAt(distance);
        }
        return there;
    }

    /// The records under a key in the order of their publishers, from behind `after` when that is given.
    public List<KeptRecord> find(Key key, @Nullable Bytes after, Instant now) {
        NavigableMap<Bytes, KeptRecord> publishers = publishers(key);
        return (after == null ? publishers : publishers.tailMap(after, false))
                .values().stream()
                        .filter(record -> record.expiresAt().isAfter(now))
                        .toList();
    }

    private NavigableMap<Bytes, KeptRecord> publishers(Key key) {
        Key distance = distance(key);
        NavigableMap<Bytes, KeptRecord> known = acquainted.at(distance);
        NavigableMap<Bytes, KeptRecord> others = strange.at(distance);
        if (known.isEmpty() || others.isEmpty()) {
            return known.isEmpty() ? others : known;
        }
        NavigableMap<Bytes, KeptRecord> both = new TreeMap<>(known);
        both.putAll(others);
        return both;
    }

    /// Whether exactly this record is kept, so that it need not be checked again.
    public boolean holds(Key key, Bytes signed) {
        return publishers(key).values().stream()
                .anyMatch(record -> record.signed().equals(signed));
    }

    /// Drops what has expired.
    public void expire(Instant now) {
        acquainted.expire(now);
        strange.expire(now);
    }

    public int size() {
        return acquainted.size() + strange.size();
    }

    /// How many of them are strangers'.
    public int strangers() {
        return strange.size();
    }

    /// The first `limit` records, those of acquaintances first, and those under the nearest keys first.
    public List<KeptRecord> nearest(int limit) {
        List<KeptRecord> records = new ArrayList<>();
        for (Shelf shelf : List.of(acquainted, strange)) {
            for (KeptRecord record : shelf.nearestFirst()) {
                if (records.size() == limit) {
                    return records;
                }
                records.add(record);
            }
        }
        return records;
    }

    /// The bound that is not kept, if any: for simulations.
    public Optional<String> violation() {
        for (KeptRecord record : nearest(Integer.MAX_VALUE)) {
            int beside = publishers(record.key()).size();
            if (beside > PUBLISHERS) {
                return Optional.of(beside + " publishers under a key");
            }
        }
        boolean sound = acquainted.isSound() && strange.isSound() && size() <= policy.records();
        return sound ? Optional.empty() : Optional.of(size() + " records counted, " + policy.records() + " allowed");
    }

    private Key distance(Key key) {
        return point.distanceTo(key);
    }
}
