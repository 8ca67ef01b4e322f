package dev.kontor.discovery.simulation;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.BucketView;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.store.RecordCheck;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// A real engine in the virtual network: the shell of the simulation. Checks after every step that the engine kept its
/// bounds.
final class VirtualNode {
    /// Looking at a whole node costs more than a step of it.
    private static final int STEPS_PER_CHECK = 32;

    final NodeAddress address;
    final Node engine;
    final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    private final VirtualNetwork network;
    private final SigningKey key;
    private final Map<Long, Consumer<Effect.LookedUp>> waiting = new HashMap<>();
    private long lookUps;
    private int steps;
    private Instant wakesAt = Instant.MAX;

    VirtualNode(VirtualNetwork network, SigningKey key, NodeAddress address, RecordCheck check, Allowance allowance) {
        this.network = network;
        this.key = key;
        this.address = address;
        this.engine = new Node(key.verifyKey(), check, allowance, new Random(network.random.nextLong()), network.now());
    }

    void publish(Publication... publications) {
        handle(new Event.Publish(List.of(publications)));
    }

    void lookUp(Key target, Goal goal, Consumer<Effect.LookedUp> then) {
        long id = ++lookUps;
        waiting.put(id, then);
        handle(new Event.LookUp(id, target, goal, network.now().plus(Duration.ofSeconds(3))));
    }

    boolean isMember() {
        return engine.view().membership() instanceof Membership.Member;
    }

    void handle(Event event) {
        engine.handle(event, network.now()).forEach(this::perform);
        if (++steps % STEPS_PER_CHECK == 0) {
            checkBounds();
        }
        sleep();
    }

    private void sleep() {
        Instant wakeAt = engine.wakeAt();
        if (wakeAt.isBefore(wakesAt)) {
            wakesAt = wakeAt;
            network.at(wakeAt, this::wake);
        }
    }

    private void wake() {
        if (!network.isUp(this) || network.now().isBefore(wakesAt)) {
            return;
        }
        wakesAt = Instant.MAX;
        if (engine.wakeAt().isAfter(network.now())) {
            sleep();
        } else {
            handle(new Event.Tick());
            if (!engine.wakeAt().isAfter(network.now())) {
                throw new AssertionError("seed " + network.seed + ": a tick that is due at once again");
            }
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask(var to, var request, int atLeast) ->
                network.send(address, to, PacketCodec.encode(request, atLeast));
            case Effect.Say(var to, var reply, boolean signed) ->
                network.send(address, to, signed ? PacketCodec.encodeSigned(reply, key) : PacketCodec.encode(reply));
            case Effect.LookedUp done -> {
                Consumer<Effect.LookedUp> then = waiting.remove(done.id());
                if (then != null) {
                    then.accept(done);
                }
            }
            case Effect.Dropped(var _, var reason) -> drops.merge(reason, 1, Integer::sum);
            case Effect.Published _, Effect.Joined _ -> {}
        }
    }

    private void checkBounds() {
        for (BucketView bucket : engine.view().buckets()) {
            if (bucket.contacts().size() > RoutingTable.K) {
                throw new AssertionError("seed " + network.seed + ": a bucket of "
                        + bucket.contacts().size());
            }
        }
    }
}
