package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Genuine records, several publishers under one key, until they expire. Full of bounds: publishers under a key,
/// and records in all; when those are reached, the key farthest from us gives way to a nearer one, because the
/// nodes near to a key are the ones that are asked for it. One thread.
public final class RecordStore {
    /// Specification: publishers that may stand side by side under one key.
    public static final int PUBLISHERS = 20;
    /// Our choice: keys under which one publisher may have records here.
    static final int KEYS_PER_PUBLISHER = 4_096;
    /// Our choice: about 25 MB of records.
    static final int RECORDS = 20_000;

    private final Key point;
    private final int capacity;
    private final SequenceMemory memory;
    private final NavigableMap<Key, NavigableMap<Bytes, KeptRecord>> byDistance = new TreeMap<>(Key::compareUnsigned);
    private final Map<Bytes, Integer> keysOf = new HashMap<>();
    private final Bytes self;
    private int size;

    public RecordStore(NodeId self, SequenceMemory memory) {
        this(self, memory, RECORDS);
    }

    RecordStore(NodeId self, SequenceMemory memory, int capacity) {
        this.self = self.bytes();
        this.point = Key.of(self);
        this.memory = memory;
        this.capacity = capacity;
    }

    public Keeping keep(KeptRecord record) {
        NavigableMap<Bytes, KeptRecord> publishers = publishers(record.key());
        KeptRecord held = publishers.get(record.publisher());
        if (held != null && held.signed().equals(record.signed())) {
            return Keeping.SAME;
        }
        boolean older = held != null && held.sequence() >= record.sequence();
        if (older || !memory.admits(record)) {
            return Keeping.STALE;
        }
        boolean full = publishers.size() >= PUBLISHERS || hasItsShare(record.publisher());
        if (held == null && (full || !makeRoom(record.key()))) {
            return Keeping.FULL;
        }
        if (held == null) {
            size++;
            keysOf.merge(record.publisher(), 1, Integer::sum);
        }
        byDistance.computeIfAbsent(distance(record.key()), _ -> new TreeMap<>()).put(record.publisher(), record);
        return Keeping.KEPT;
    }

    private NavigableMap<Bytes, KeptRecord> publishers(Key key) {
        return byDistance.getOrDefault(distance(key), new TreeMap<>());
    }

    /// Nobody fills the store alone, but for ourselves.
    private boolean hasItsShare(Bytes publisher) {
        return keysOf.getOrDefault(publisher, 0) >= KEYS_PER_PUBLISHER && !publisher.equals(self);
    }

    private void onGone(KeptRecord record) {
        size--;
        keysOf.computeIfPresent(record.publisher(), (_, count) -> count == 1 ? null : count - 1);
    }

    private boolean makeRoom(Key key) {
        if (size < capacity) {
            return true;
        }
        if (Key.compareUnsigned(distance(key), byDistance.lastKey()) >= 0) {
            return false;
        }
        byDistance.pollLastEntry().getValue().values().forEach(this::onGone);
        return true;
    }

    /// The records under a key in the order of their publishers, from behind `after` when that is given.
    public List<KeptRecord> find(Key key, @Nullable Bytes after, Instant now) {
        NavigableMap<Bytes, KeptRecord> publishers = publishers(key);
        return (after == null ? publishers : publishers.tailMap(after, false))
                .values().stream()
                        .filter(record -> record.expiresAt().isAfter(now))
                        .toList();
    }

    /// Whether exactly this record is kept, so that it need not be checked again.
    public boolean holds(Key key, Bytes signed) {
        return publishers(key).values().stream()
                .anyMatch(record -> record.signed().equals(signed));
    }

    /// Drops what has expired.
    public void expire(Instant now) {
        byDistance.values().removeIf(publishers -> {
            publishers.values().removeIf(record -> {
                boolean expired = !record.expiresAt().isAfter(now);
                if (expired) {
                    onGone(record);
                }
                return expired;
            });
            return publishers.isEmpty();
        });
    }

    public int size() {
        return size;
    }

    /// The first `limit` records, those under the nearest keys.
    public List<KeptRecord> nearest(int limit) {
        List<KeptRecord> records = new ArrayList<>();
        for (NavigableMap<Bytes, KeptRecord> publishers : byDistance.values()) {
            for (KeptRecord record : publishers.values()) {
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
        int held = 0;
        for (NavigableMap<Bytes, KeptRecord> publishers : byDistance.values()) {
            held += publishers.size();
            if (publishers.size() > PUBLISHERS) {
                return Optional.of(publishers.size() + " publishers under a key");
            }
        }
        return held == size && size <= capacity
                ? Optional.empty()
                : Optional.of(size + " records counted, " + held + " held, " + capacity + " allowed");
    }

    private Key distance(Key key) {
        return point.distanceTo(key);
    }
}
