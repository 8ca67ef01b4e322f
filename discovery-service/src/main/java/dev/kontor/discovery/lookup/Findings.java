package dev.kontor.discovery.lookup;

import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.Subnet;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The records that a look-up has heard of: the newest of each publisher, and who spoke of it.
final class Findings {
    /// Our choice, five times what one honest node may keep: liars cannot make us hoard.
    private static final int PUBLISHERS = 100;
    /// So many more have to agree once two nodes have contradicted each other.
    private static final int DOUBT = 2;

    /// A node that had a record, the path on which we came to it, and how many nodes away it was. Our own store is
    /// a witness without an address. `near` when it is in the region that is to keep the record, or trusted to keep
    /// it: others may have kept an older one from times when the network was another, so only these count.
    record Witness(NodeId id, Optional<NodeAddress> address, int path, int depth, boolean near) {}

    private static final class Found {
        private KeptRecord newest;
        private final List<Witness> witnesses = new ArrayList<>();
        private boolean contradicted;

        Found(KeptRecord first) {
            this.newest = first;
        }
    }

    private final NavigableMap<Bytes, Found> byPublisher = new TreeMap<>();

    void add(Witness witness, KeptRecord record) {
        Found found = byPublisher.get(record.publisher());
        if (found == null) {
            if (byPublisher.size() >= PUBLISHERS) {
                return;
            }
            found = new Found(record);
            byPublisher.put(record.publisher(), found);
        }
        if (record.sequence() > found.newest.sequence()) {
            found.newest = record;
            found.witnesses.clear();
            found.contradicted = true;
        }
        if (record.sequence() < found.newest.sequence()) {
            found.contradicted = true;
        } else if (found.witnesses.stream().noneMatch(known -> known.id().equals(witness.id()))) {
            found.witnesses.add(witness);
        }
    }

    /// Whether for one publisher so many independent nodes had the newest record: of different subnets, and not all on
    /// one path when there are more.
    boolean agree(int quorum, int paths) {
        for (Found found : byPublisher.values()) {
            long wanted = (long) quorum + (found.contradicted ? DOUBT : 0);
            if (found.witnesses.size() >= wanted && independent(found.witnesses, paths) >= wanted) {
                return true;
            }
        }
        return false;
    }

    private static int independent(List<Witness> witnesses, int paths) {
        Set<Subnet> subnets = new HashSet<>();
        Set<Integer> ways = new HashSet<>();
        int independent = 0;
        for (Witness witness : witnesses) {
            if (!witness.near()) {
                continue;
            }
            ways.add(witness.path());
            Optional<Subnet> subnet = witness.address().flatMap(Subnet::of);
            independent += subnet.isEmpty() || subnets.add(subnet.get()) ? 1 : 0;
        }
        return ways.size() < Math.min(2, paths) ? 0 : independent;
    }

    List<KeptRecord> records() {
        return byPublisher.values().stream().map(found -> found.newest).toList();
    }

    /// How many nodes the farthest of the witnesses was away, -1 when there is none.
    int depth() {
        return byPublisher.values().stream()
                .flatMap(found -> found.witnesses.stream())
                .mapToInt(Witness::depth)
                .max()
                .orElse(-1);
    }
}
