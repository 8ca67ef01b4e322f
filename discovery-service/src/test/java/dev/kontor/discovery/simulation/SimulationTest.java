package dev.kontor.discovery.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.PlainRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whole networks in virtual time. `-Dkontor.dht.nodes=2000` makes them larger, `-Dkontor.seed=7` runs another course.
class SimulationTest {
    private static final int NODES = Integer.getInteger("kontor.dht.nodes", 200);
    private static final long SEED = Long.getLong("kontor.seed", 1);
    private static final int RECORD_BYTES = 900;

    /// A key and the newest sequence that was published under it.
    private record Published(VirtualNode owner, Key key, long sequence) {
        KeptRecord record(VirtualNetwork network) {
            return PlainRecords.record(
                    key,
                    owner.engine.view().id().bytes(),
                    sequence,
                    network.now().plus(Duration.ofHours(24)),
                    RECORD_BYTES);
        }
    }

    private static VirtualNetwork network(Conditions conditions, int nodes) {
        VirtualNetwork network = new VirtualNetwork(SEED, conditions);
        for (int i = 0; i < nodes; i++) {
            network.after(Duration.ofMillis(100L * i), network::join);
        }
        network.run(Duration.ofMillis(100L * nodes).plusSeconds(60));
        return network;
    }

    private static List<Published> publish(VirtualNetwork network, int count) {
        List<Published> all = new ArrayList<>();
        for (VirtualNode owner : network.up().subList(0, count)) {
            Published published = new Published(owner, Key.random(network.random), 1);
            KeptRecord record = published.record(network);
            owner.publish(new Publication(published.key(), record.signed()));
            all.add(published);
        }
        network.run(Duration.ofSeconds(30));
        return all;
    }

    private static Tally get(VirtualNetwork network, List<Published> published, int gets) {
        Tally tally = new Tally();
        for (int i = 0; i < gets; i++) {
            Published wanted = published.get(network.random.nextInt(published.size()));
            network.after(
                    Duration.ofMillis(200L * i),
                    () -> network.any()
                            .lookUp(wanted.key(), Goal.ONE_PUBLISHER, done -> tally.add(done, wanted.sequence())));
        }
        network.run(Duration.ofMillis(200L * gets).plusSeconds(5));
        assertEquals(gets, tally.gets(), "every look-up ends, seed " + SEED);
        return tally;
    }

    private static void report(String course, VirtualNetwork network, Tally tally) {
        System.out.println(course + ": nodes=" + network.up().size() + " seed=" + SEED + " datagrams="
                + network.datagrams() + " " + tally);
    }

    @Test
    void everyRecordIsFoundEvenAfterHalfOfTheNetworkIsGone() {
        VirtualNetwork network = network(Conditions.ROUGH, NODES);
        long members = network.up().stream().filter(VirtualNode::isMember).count();
        assertEquals(NODES, members, "every node joins, seed " + SEED);
        List<Published> published = publish(network, NODES / 5);
        Tally calm = get(network, published, 300);
        report("calm", network, calm);
        assertEquals(300, calm.found(), () -> "seed " + SEED + ": " + calm);
        assertTrue(calm.hopsAt(0.95) <= 6, () -> "seed " + SEED + ": " + calm);
        assertTrue(calm.latencyAt(0.95).compareTo(Duration.ofSeconds(1)) < 0, () -> "seed " + SEED + ": " + calm);

        killHalf(network, published);
        network.run(Duration.ofSeconds(60));
        Tally after = get(network, published, 300);
        report("half killed", network, after);
        assertTrue(after.foundShare() >= 0.99, () -> "seed " + SEED + ": " + after);
    }

    private static void killHalf(VirtualNetwork network, List<Published> published) {
        List<VirtualNode> owners = published.stream().map(Published::owner).toList();
        List<VirtualNode> others = new ArrayList<>(network.up());
        others.removeAll(owners);
        Collections.shuffle(others, network.random);
        others.stream().limit(network.up().size() / 2).forEach(network::kill);
    }

    @Test
    void recordsAreFoundWhileNodesComeAndGo() {
        VirtualNetwork network = network(Conditions.ROUGH, NODES / 2);
        List<Published> published = publish(network, NODES / 10);
        Churn churn = new Churn(
                network,
                Duration.ofMinutes(60),
                published.stream().map(Published::owner).toList());
        churn.start(network.up());
        network.run(Duration.ofMinutes(75));
        Tally tally = get(network, published, 300);
        report("churn", network, tally);
        assertTrue(tally.foundShare() >= 0.99, () -> "seed " + SEED + ": " + tally);
        assertEquals(0, tally.stale(), () -> "seed " + SEED + ": " + tally);
    }

    @Test
    void theNewestSequenceWinsEverywhere() {
        VirtualNetwork network = network(Conditions.ROUGH, NODES / 2);
        List<Published> newer = new ArrayList<>();
        for (Published old : publish(network, 20)) {
            Published next = new Published(old.owner(), old.key(), 2);
            old.owner().publish(new Publication(next.key(), next.record(network).signed()));
            newer.add(next);
        }
        network.run(Duration.ofSeconds(30));
        Tally tally = get(network, newer, 200);
        assertEquals(200, tally.found(), () -> "seed " + SEED + ": " + tally);
        assertEquals(0, tally.stale(), () -> "seed " + SEED + ": " + tally);
    }

    @Test
    void aKeyWithManyPublishersIsReadCompletely() {
        VirtualNetwork network = network(Conditions.ROUGH, 60);
        Key name = Key.random(network.random);
        for (VirtualNode owner : network.up().subList(0, 15)) {
            KeptRecord record = new Published(owner, name, 1).record(network);
            owner.publish(new Publication(name, record.signed()));
        }
        network.run(Duration.ofSeconds(30));
        List<Effect.LookedUp> done = new ArrayList<>();
        network.up().getLast().lookUp(name, Goal.ALL_PUBLISHERS, done::add);
        network.run(Duration.ofSeconds(5));
        assertEquals(15, done.getFirst().report().records().size(), "seed " + SEED);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertEquals(
                network(Conditions.ROUGH, 40).datagrams(),
                network(Conditions.ROUGH, 40).datagrams());
    }
}
