package dev.kontor.discovery.simulation;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.HouseRules;
import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.node.Start;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A real engine in the virtual network, with the shell that production has for it: receive, handle, perform, sleep.
/// Checks after its steps that the engine kept its promises.
public final class VirtualNode {
    /// Looking at a whole node costs more than a step of it.
    private static final int STEPS_PER_CHECK = 512;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final VirtualNetwork network;
    private final Passport passport;
    private final NodeAddress address;
    private final Node engine;
    private final Conduct conduct;
    private final @Nullable Nat nat;
    private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    private final Map<Long, Consumer<Effect.LookedUp>> waiting = new HashMap<>(2);
    private @Nullable Consumer<Effect.Published> published;
    private @Nullable Contact member;
    private Instant wakesAt = Instant.MAX;
    private long lookUps;
    private int steps;
    private int contested;
    private int place = -1;

    VirtualNode(VirtualNetwork network, Passport passport, NodeAddress address, Conduct conduct, boolean behindNat) {
        this.network = network;
        this.passport = passport;
        this.address = address;
        this.conduct = conduct;
        this.nat = behindNat ? new Nat() : null;
        this.engine = new Node(
                passport.key(),
                network.records(),
                HouseRules.DEFAULT,
                new Random(network.random().nextLong()),
                network.now());
        if (conduct != Conduct.HONEST) {
            member = passport.at(address);
            network.gang().join(member);
        }
    }

    public void publish(Consumer<Effect.Published> then, Publication... publications) {
        published = then;
        handle(new Event.Publish(List.of(publications)));
    }

    public void lookUp(Key target, Goal goal, Consumer<Effect.LookedUp> then) {
        lookUp(target, goal, List.of(), then);
    }

    /// Looks something up, with the help of nodes that it knows from elsewhere.
    public void lookUp(Key target, Goal goal, List<VirtualNode> known, Consumer<Effect.LookedUp> then) {
        long id = ++lookUps;
        waiting.put(id, then);
        List<Contact> hints =
                known.stream().map(node -> node.passport().at(node.address())).toList();
        handle(new Event.LookUp(
                id, target, goal, new Start.With(hints), network.now().plus(PATIENCE)));
    }

    void receive(NodeAddress from, Letter letter) {
        Packet packet = letter.open();
        List<Effect> effects = engine.handle(new Event.Received(from, packet, letter.size()), network.now());
        if (packet instanceof Packet.Request request) {
            effects.forEach(effect -> performFor(request, letter.size(), effect));
        } else {
            effects.forEach(this::perform);
        }
        afterwards();
    }

    public void handle(Event event) {
        engine.handle(event, network.now()).forEach(this::perform);
        afterwards();
    }

    private void afterwards() {
        if (network.isAsOnTheWire() || ++steps % STEPS_PER_CHECK == 0) {
            engine.violation().ifPresent(what -> {
                throw network.broken(what);
            });
        }
        sleep();
    }

    private void sleep() {
        Instant wakeAt = engine.wakeAt();
        if (wakeAt.isBefore(wakesAt)) {
            wakesAt = wakeAt;
            network.agenda().at(wakeAt, this::wake);
        }
    }

    private void wake() {
        if (!isUp() || network.now().isBefore(wakesAt)) {
            return;
        }
        wakesAt = Instant.MAX;
        if (engine.wakeAt().isAfter(network.now())) {
            sleep();
            return;
        }
        handle(new Event.Tick());
        if (!engine.wakeAt().isAfter(network.now())) {
            throw network.broken("a tick that is due at once again");
        }
    }

    private void performFor(Packet.Request request, int size, Effect effect) {
        if (effect instanceof Effect.Say(NodeAddress to, Packet.Reply reply, boolean signed)
                && reply.transaction().equals(request.transaction())) {
            answer(request, size, new Effect.Say(to, reply, signed));
        } else {
            perform(effect);
        }
    }

    private void answer(Packet.Request request, int size, Effect.Say say) {
        conduct.answer(request.question(), say.reply().answer(), network.gang()).ifPresent(answer -> {
            Packet.Reply reply = say.reply();
            Letter letter = passport.reply(
                    new Packet.Reply(
                            reply.transaction(),
                            reply.sender(),
                            reply.observed(),
                            reply.token(),
                            answer,
                            reply.proof()),
                    say.signed());
            if (conduct == Conduct.HONEST && request.token() == null && letter.size() > size) {
                throw network.broken("a reply of " + letter.size() + " bytes to an unproven request of " + size);
            }
            send(say.to(), letter);
        });
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask(var to, var request, int atLeast) -> send(to, passport.request(request, atLeast));
            case Effect.Say(var to, var reply, boolean signed) -> send(to, passport.reply(reply, signed));
            case Effect.LookedUp done -> {
                Consumer<Effect.LookedUp> then = waiting.remove(done.id());
                if (then != null) {
                    then.accept(done);
                }
            }
            case Effect.Dropped(var _, var reason) -> drops.merge(reason, 1, Integer::sum);
            case Effect.Published done -> {
                if (published != null) {
                    published.accept(done);
                }
            }
            case Effect.Contested _ -> contested++;
            case Effect.Joined _ -> {}
        }
    }

    private void send(NodeAddress to, Letter letter) {
        if (nat != null) {
            nat.onSent(to, network.agenda().micros());
        }
        network.send(this, to, letter);
    }

    boolean isOpenTo(NodeAddress from) {
        return nat == null || nat.admits(from, network.agenda().micros());
    }

    void enter(int at) {
        place = at;
    }

    void leave() {
        place = -1;
        if (member != null) {
            network.gang().leave(member);
        }
    }

    int place() {
        return place;
    }

    public boolean isUp() {
        return place >= 0;
    }

    public boolean isMember() {
        return engine.membership() instanceof Membership.Member;
    }

    public boolean isBehindNat() {
        return nat != null;
    }

    public NodeAddress address() {
        return address;
    }

    public Node engine() {
        return engine;
    }

    public Passport passport() {
        return passport;
    }

    public Conduct conduct() {
        return conduct;
    }

    /// How often it was told that somebody else publishes with its key.
    public int contested() {
        return contested;
    }

    public Map<DropReason, Integer> drops() {
        return drops;
    }
}
