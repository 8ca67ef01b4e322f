package dev.kontor.discovery.simulation;

import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Nodes in virtual time: datagrams are delayed, lost, doubled, reordered, kept out by routers and cut off by
/// partitions as one seeded generator says. The same seed gives the same course. One thread.
public final class VirtualNetwork {
    private static final int SEEDS = 3;

    private final long seed;
    private final Random random;
    private final Agenda agenda = new Agenda();
    private final Gang gang;
    private final SealedRecords records;
    private final boolean asOnTheWire;
    private final Map<NodeAddress, VirtualNode> nodes = new HashMap<>();
    private final List<VirtualNode> up = new ArrayList<>();
    private Conditions conditions;
    private boolean divided;
    private long datagrams;
    private long bytes;

    /// An empty network.
    ///
    /// @param asOnTheWire whether datagrams are encoded and signed as in production; costs ten times the time
    public VirtualNetwork(long seed, Conditions conditions, boolean asOnTheWire) {
        this.seed = seed;
        this.random = new Random(seed);
        this.conditions = conditions;
        this.asOnTheWire = asOnTheWire;
        this.gang = new Gang(random.nextLong());
        this.records = new SealedRecords(random.nextLong());
    }

    public long seed() {
        return seed;
    }

    public Random random() {
        return random;
    }

    public Gang gang() {
        return gang;
    }

    public SealedRecords records() {
        return records;
    }

    boolean isAsOnTheWire() {
        return asOnTheWire;
    }

    Agenda agenda() {
        return agenda;
    }

    public Instant now() {
        return agenda.now();
    }

    public Duration elapsed() {
        return Duration.between(Agenda.EPOCH, agenda.now());
    }

    public void after(Duration pause, Runnable what) {
        agenda.after(pause.toNanos() / 1_000, what);
    }

    public void run(Duration duration) {
        agenda.run(duration);
    }

    public long datagrams() {
        return datagrams;
    }

    public long bytes() {
        return bytes;
    }

    /// Something that must never happen has happened.
    AssertionError broken(String what) {
        return new AssertionError("seed " + seed + ", after " + elapsed() + ": " + what);
    }

    /// A new node that joins through some others that are up.
    public VirtualNode join(Conduct conduct, boolean behindNat) {
        return join(passport(), anywhere(), conduct, behindNat);
    }

    /// Somebody new.
    public Passport passport() {
        return Passport.issue(asOnTheWire, random);
    }

    /// A node that is somebody in particular, or somewhere in particular.
    public VirtualNode join(Passport passport, NodeAddress address, Conduct conduct, boolean behindNat) {
        VirtualNode node = new VirtualNode(this, passport, address, conduct, behindNat);
        bring(node, List.of());
        return node;
    }

    /// A node that was away starts again, with what it had saved.
    public VirtualNode restart(VirtualNode gone) {
        VirtualNode node = new VirtualNode(this, gone.passport(), anywhere(), gone.conduct(), gone.isBehindNat());
        bring(node, gone.engine().contacts());
        return node;
    }

    private void bring(VirtualNode node, List<Contact> remembered) {
        List<NodeAddress> seeds = random.ints(up.isEmpty() ? 0 : 4 * SEEDS, 0, Math.max(1, up.size()))
                .mapToObj(up::get)
                .filter(seedNode -> !seedNode.isBehindNat())
                .map(VirtualNode::address)
                .distinct()
                .limit(SEEDS)
                .toList();
        nodes.put(node.address(), node);
        node.enter(up.size());
        up.add(node);
        node.handle(new Event.Remembered(remembered));
        node.handle(new Event.Seeds(seeds));
    }

    /// A public address that nobody has.
    private NodeAddress anywhere() {
        while (true) {
            byte[] ip = ByteBuffer.allocate(4).putInt(random.nextInt()).array();
            NodeAddress address = new NodeAddress(Bytes.of(ip), 7400);
            int first = ip[0] & 0xff;
            if (first > 10 && first < 100 && !nodes.containsKey(address)) {
                return address;
            }
        }
    }

    public void kill(VirtualNode node) {
        nodes.remove(node.address());
        VirtualNode last = up.removeLast();
        if (last != node) {
            up.set(node.place(), last);
            last.enter(node.place());
        }
        node.leave();
    }

    public List<VirtualNode> up() {
        return Collections.unmodifiableList(up);
    }

    public VirtualNode any() {
        return up.get(random.nextInt(up.size()));
    }

    public void change(Conditions next) {
        conditions = next;
    }

    /// Cuts the network into halves, by the lowest bit of the address, or heals it.
    public void divide(boolean cut) {
        divided = cut;
    }

    static int side(NodeAddress address) {
        return address.ip().at(address.ip().size() - 1) & 1;
    }

    void send(VirtualNode from, NodeAddress to, Letter letter) {
        if (letter.size() > Protocol.MAX_DATAGRAM) {
            throw broken("a datagram of " + letter.size() + " bytes");
        }
        datagrams++;
        bytes += letter.size();
        double luck = random.nextDouble();
        int copies = luck < conditions.loss() ? 0 : luck > 1 - conditions.duplication() ? 2 : 1;
        if (divided && side(from.address()) != side(to)) {
            return;
        }
        for (int i = 0; i < copies; i++) {
            agenda.after(delay(), () -> arrive(from.address(), to, letter));
        }
    }

    private long delay() {
        long least = conditions.leastDelay().toNanos() / 1_000;
        long most = conditions.mostDelay().toNanos() / 1_000;
        return least + (long) ((most - least) * random.nextDouble());
    }

    private void arrive(NodeAddress from, NodeAddress to, Letter letter) {
        VirtualNode receiver = nodes.get(to);
        if (receiver != null && receiver.isOpenTo(from)) {
            receiver.receive(from, letter);
        }
    }
}
