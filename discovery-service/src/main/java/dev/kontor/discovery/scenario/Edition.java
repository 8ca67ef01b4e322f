package dev.kontor.discovery.scenario;

import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.simulation.VirtualNetwork;
import dev.kontor.discovery.simulation.VirtualNode;
import dev.kontor.discovery.store.Checked;
import dev.kontor.discovery.store.KeptRecord;
import java.time.Duration;
import java.util.List;

/// A record of one owner through its sequence numbers. What counts for a get is the number that had reached its keepers
/// when the get began.
final class Edition {
    private static final int RECORD_BYTES = 900;
    /// Of the twenty nearest, so many have to have it before it counts as published.
    private static final int KEEPERS = 15;
    private static final Duration LIFE = Duration.ofHours(24);

    private final VirtualNetwork network;
    private final Key key;
    private VirtualNode owner;
    private long sequence;
    private long settled;

    Edition(VirtualNetwork network, VirtualNode owner, Key key) {
        this.network = network;
        this.owner = owner;
        this.key = key;
    }

    /// The owner says something new.
    void publish() {
        long next = ++sequence;
        KeptRecord record = network.records()
                .issue(key, owner.engine().id().bytes(), next, network.now().plus(LIFE), RECORD_BYTES);
        network.gang().overhear(record);
        owner.publish(
                done -> {
                    if (done.copies() >= Math.min(KEEPERS, network.up().size() / 2)) {
                        settled = Math.max(settled, next);
                    }
                },
                new Publication(key, record.signed()));
    }

    /// The owner is back, at another address.
    void returnTo(VirtualNode restarted) {
        owner = restarted;
        publish();
    }

    Tally.Verdict judge(List<KeptRecord> records, long expected) {
        if (records.isEmpty()) {
            return Tally.Verdict.NOTHING;
        }
        for (KeptRecord record : records) {
            boolean genuine = network.records().check(key, record.signed(), network.now()) instanceof Checked.Genuine;
            if (!genuine || record.sequence() > sequence) {
                return Tally.Verdict.FORGED;
            }
        }
        boolean newest = records.stream().anyMatch(record -> record.sequence() >= expected);
        return newest ? Tally.Verdict.FOUND : Tally.Verdict.STALE;
    }

    VirtualNode owner() {
        return owner;
    }

    Key key() {
        return key;
    }

    long settled() {
        return settled;
    }

    long sequence() {
        return sequence;
    }
}
