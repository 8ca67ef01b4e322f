package dev.kontor.discovery.simulation;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.PlainRecords;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// Nodes in virtual time: datagrams are encoded, delayed, lost, doubled and reordered by one seeded generator, and the
/// clock jumps from event to event. The same seed gives the same run.
final class VirtualNetwork {
    private record Happening(Instant at, long order, Runnable what) {}

    /// Generous: the simulation has all nodes behind different addresses, and none is to be limited.
    private static final Allowance ALLOWANCE = new Allowance(10_000, 100_000);

    final long seed;
    final Random random;
    private final Conditions conditions;
    private final PriorityQueue<Happening> agenda =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::order));
    private final Map<NodeAddress, VirtualNode> nodes = new LinkedHashMap<>();
    private Instant now = ManualClock.EPOCH;
    private long order;
    private int addresses;
    private long datagrams;

    VirtualNetwork(long seed, Conditions conditions) {
        this.seed = seed;
        this.random = new Random(seed);
        this.conditions = conditions;
    }

    /// A new node that joins through some others that are up.
    VirtualNode join() {
        byte[] keySeed = new byte[32];
        random.nextBytes(keySeed);
        VirtualNode node = new VirtualNode(
                this, SigningKey.fromSeed(Bytes.of(keySeed)), nextAddress(), new PlainRecords(), ALLOWANCE);
        List<NodeAddress> up = List.copyOf(nodes.keySet());
        List<NodeAddress> seeds = random.ints(up.isEmpty() ? 0 : 3, 0, Math.max(1, up.size()))
                .mapToObj(up::get)
                .distinct()
                .toList();
        nodes.put(node.address, node);
        node.handle(new Event.Seeds(seeds));
        return node;
    }

    private NodeAddress nextAddress() {
        byte[] ip = ByteBuffer.allocate(4).putInt(0x0a00_0000 + ++addresses).array();
        return new NodeAddress(Bytes.of(ip), 7400);
    }

    void kill(VirtualNode node) {
        nodes.remove(node.address);
    }

    List<VirtualNode> up() {
        return List.copyOf(nodes.values());
    }

    VirtualNode any() {
        List<VirtualNode> up = up();
        return up.get(random.nextInt(up.size()));
    }

    boolean isUp(VirtualNode node) {
        return nodes.containsKey(node.address);
    }

    Instant now() {
        return now;
    }

    long datagrams() {
        return datagrams;
    }

    void at(Instant time, Runnable what) {
        agenda.add(new Happening(time.isBefore(now) ? now : time, order++, what));
    }

    void after(Duration pause, Runnable what) {
        at(now.plus(pause), what);
    }

    /// Lets virtual time pass.
    void run(Duration duration) {
        Instant end = now.plus(duration);
        while (true) {
            Happening next = agenda.peek();
            if (next == null || next.at().isAfter(end)) {
                break;
            }
            agenda.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    void send(NodeAddress from, NodeAddress to, Bytes datagram) {
        if (datagram.size() > Protocol.MAX_DATAGRAM) {
            throw new AssertionError("seed " + seed + ": a datagram of " + datagram.size() + " bytes");
        }
        datagrams++;
        int copies =
                random.nextDouble() < conditions.loss() ? 0 : random.nextDouble() < conditions.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            after(delay(), () -> arrive(from, to, datagram));
        }
    }

    private Duration delay() {
        long least = conditions.leastDelay().toNanos();
        return Duration.ofNanos(least + (long) ((conditions.mostDelay().toNanos() - least) * random.nextDouble()));
    }

    private void arrive(NodeAddress from, NodeAddress to, Bytes datagram) {
        VirtualNode receiver = nodes.get(to);
        if (receiver != null) {
            receiver.handle(new Event.Received(from, PacketCodec.decode(datagram), datagram.size()));
        }
    }
}
