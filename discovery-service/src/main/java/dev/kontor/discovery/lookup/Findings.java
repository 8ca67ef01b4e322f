package dev.kontor.discovery.lookup;

import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// The records that a look-up has heard of: the newest of each publisher, and how many nodes spoke of any.
final class Findings {
    /// Our choice, five times what one honest node may keep: liars cannot make us hoard.
    private static final int PUBLISHERS = 100;

    private final NavigableMap<Bytes, KeptRecord> newest = new TreeMap<>();
    private final Set<NodeId> witnesses = new HashSet<>();

    void add(NodeId witness, KeptRecord record) {
        KeptRecord held = newest.get(record.publisher());
        if (held == null ? newest.size() < PUBLISHERS : held.sequence() < record.sequence()) {
            newest.put(record.publisher(), record);
        }
        witnesses.add(witness);
    }

    int witnesses() {
        return witnesses.size();
    }

    List<KeptRecord> records() {
        return List.copyOf(newest.values());
    }
}
