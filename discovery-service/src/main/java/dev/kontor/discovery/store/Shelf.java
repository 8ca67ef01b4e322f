package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Records of publishers of one rank, by the distance of their keys from us. Counts what it holds. One thread.
final class Shelf {
    private static final NavigableMap<Bytes, KeptRecord> NONE = Collections.emptyNavigableMap();

    private final NavigableMap<Key, NavigableMap<Bytes, KeptRecord>> byDistance = new TreeMap<>(Key::compareUnsigned);
    private final Map<Bytes, Integer> keysOf = new HashMap<>();
    private int size;

    /// What lies at this distance, by publisher.
    NavigableMap<Bytes, KeptRecord> at(Key distance) {
        return byDistance.getOrDefault(distance, NONE);
    }

    void put(Key distance, KeptRecord record) {
        KeptRecord before =
                byDistance.computeIfAbsent(distance, _ -> new TreeMap<>()).put(record.publisher(), record);
        if (before == null) {
            size++;
            keysOf.merge(record.publisher(), 1, Integer::sum);
        }
    }

    int keysOf(Bytes publisher) {
        return keysOf.getOrDefault(publisher, 0);
    }

    int size() {
        return size;
    }

    boolean reachesBeyond(Key distance) {
        return size > 0 && Key.compareUnsigned(byDistance.lastKey(), distance) > 0;
    }

    void dropFarthest() {
        byDistance.pollLastEntry().getValue().values().forEach(this::onGone);
    }

    /// One publisher at this distance has to go: the first in order.
    void dropOneAt(Key distance) {
        onGone(at(distance).pollFirstEntry().getValue());
        byDistance.remove(distance, NONE);
    }

    void expire(Instant now) {
        takeIf(record -> !record.expiresAt().isAfter(now));
    }

    /// Takes out the records that the predicate names.
    List<KeptRecord> takeIf(Predicate<KeptRecord> named) {
        List<KeptRecord> taken = new ArrayList<>();
        byDistance.values().removeIf(publishers -> {
            publishers.values().removeIf(record -> {
                boolean goes = named.test(record);
                if (goes) {
                    onGone(record);
                    taken.add(record);
                }
                return goes;
            });
            return publishers.isEmpty();
        });
        return taken;
    }

    private void onGone(KeptRecord record) {
        size--;
        keysOf.computeIfPresent(record.publisher(), (_, count) -> count == 1 ? null : count - 1);
    }

    /// All records, those under the nearest keys first.
    Iterable<KeptRecord> nearestFirst() {
        return () -> byDistance.values().stream()
                .flatMap(publishers -> publishers.values().stream())
                .iterator();
    }

    /// Whether the counters agree with what is held: for simulations.
    boolean isSound() {
        return byDistance.values().stream().mapToInt(Map::size).sum() == size;
    }
}
