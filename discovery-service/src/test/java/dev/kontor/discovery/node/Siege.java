package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Proof;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.PlainRecords;
import dev.kontor.testkit.ManualClock;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// One node and everybody around it. The others are whatever the script wants them to be: they may answer with
/// another's key, from another's address, late, never, or with what they made up. What the node sends goes through
/// [Outbox].
final class Siege {
    private static final NodeAddress OURS = new NodeAddress(Bytes.of((byte) 8, (byte) 8, (byte) 8, (byte) 8), 7400);
    private static final Bytes TOKEN = Bytes.of(new byte[8]);
    private static final List<Duration> UNITS =
            List.of(Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final List<Refusal> REFUSALS = List.of(Refusal.values());
    private static final List<Goal> GOALS = List.of(Goal.NODES, Goal.KEEPERS, Goal.ONE_PUBLISHER, Goal.ALL_PUBLISHERS);
    /// Our choice, of all: what is asked and not answered, and how often a node may wake in one step.
    private static final int OPEN_ASKS = 64;

    private static final int MOST_TICKS = 100;
    private static final int MOST_ROUNDS = 10;
    private static final int TICKS_AT_ONE_TIME = 20;

    private final ManualClock clock = ManualClock.start();
    private final Node node =
            new Node(Crowd.NODE.verifyKey(), new PlainRecords(), HouseRules.DEFAULT, new Random(1), clock.instant());
    private final Outbox outbox = new Outbox();
    private final Deque<Effect.Ask> asks = new ArrayDeque<>();

    /// One instruction and its consequences.
    void perform(Script script) {
        switch (script.below(10)) {
            case 0 -> datagram(script);
            case 1 -> requestWithToken(script);
            case 2 -> answerOf(script).ifPresent(answer -> reply(script, answer));
            case 3 -> pass(time(script), false);
            case 4 -> lookUp(script);
            case 5 -> store(script);
            case 6 -> publish(script);
            case 7 -> meet(script);
            case 8 -> reply(script, sensibleAnswer(script));
            default -> pass(time(script), true);
        }
        node.violation().ifPresent(violation -> {
            throw new AssertionError(violation);
        });
    }

    private void datagram(Script script) {
        NodeAddress from = Crowd.address(script.small());
        Bytes datagram = Bytes.of(script.take(script.number()));
        decoded(datagram).ifPresent(packet -> receive(from, packet, datagram.size()));
    }

    private void requestWithToken(Script script) {
        NodeAddress from = Crowd.address(script.small());
        if (decoded(Bytes.of(script.take(script.number()))).orElse(null) instanceof Packet.Request request) {
            ask(from, request, request.question());
        }
    }

    /// Hands in a request with the last token that went to this address, if any did.
    private void ask(NodeAddress from, Packet.Request like, Question question) {
        Bytes token = outbox.tokenOf(from).orElse(like.token());
        Packet.Request request = new Packet.Request(like.transaction(), like.sender(), like.prove(), token, question);
        receive(from, request, PacketCodec.encode(request).size());
    }

    private Optional<Answer> answerOf(Script script) {
        return decoded(Bytes.of(script.take(script.number()))).orElse(null) instanceof Packet.Reply reply
                ? Optional.of(reply.answer())
                : Optional.empty();
    }

    /// Answers something that the node asked, as who was asked or as somebody else.
    private void reply(Script script, Answer answer) {
        int which = script.small();
        int who = script.small();
        Optional<Effect.Ask> asked =
                asks.stream().skip(asks.isEmpty() ? 0 : which % asks.size()).findFirst();
        if (asked.isEmpty()) {
            return;
        }
        Effect.Ask ask = asked.get();
        int peer = who < Crowd.SIZE ? who : Crowd.at(ask.to());
        VerifyKey sender = Crowd.key(peer).verifyKey();
        Proof proof = ask.request().prove() && who % 8 != 7 ? new Word(sender) : null;
        Packet.Reply reply = new Packet.Reply(ask.request().transaction(), sender, OURS, TOKEN, answer, proof);
        int size = PacketCodec.size(reply, false);
        if (size <= Protocol.MAX_DATAGRAM) {
            asks.remove(ask);
            receive(who % 16 == 15 ? Crowd.address(which) : ask.to(), reply, size);
        }
    }

    /// A proof that costs nothing. Signatures are for the target `packet`.
    private record Word(VerifyKey of) implements Proof {
        @Override
        public boolean holds(VerifyKey key) {
            return of.equals(key);
        }

        @Override
        public Bytes signature() {
            return Bytes.of(new byte[Protocol.SIGNATURE_BYTES]);
        }
    }

    private Answer sensibleAnswer(Script script) {
        return switch (script.below(4)) {
            case 0 -> new Answer.Pong();
            case 1 -> new Answer.Stored();
            case 2 -> new Answer.Refused(REFUSALS.get(script.below(REFUSALS.size())));
            default -> {
                List<Contact> contacts = contacts(script, 10);
                List<Bytes> records = IntStream.range(0, script.below(3))
                        .mapToObj(_ -> record(script).signed())
                        .toList();
                yield new Answer.Found(contacts, records, script.below(8) == 1);
            }
        };
    }

    private static List<Contact> contacts(Script script, int most) {
        return IntStream.range(0, script.below(most + 1))
                .mapToObj(_ -> Crowd.contact(script.small()))
                .toList();
    }

    private KeptRecord record(Script script) {
        Instant end = clock.instant().plus(Duration.ofMinutes(10L * script.small()));
        return PlainRecords.record(
                key(script), Crowd.publisher(script.small()), script.small(), end, 80 + script.small());
    }

    private static Key key(Script script) {
        return Crowd.point(script.below(16));
    }

    private static Duration time(Script script) {
        return UNITS.get(script.below(UNITS.size())).multipliedBy(script.small());
    }

    /// Time passes, and the node wakes when it wants to. The others are silent, or answer everything honestly.
    private void pass(Duration time, boolean answered) {
        Instant end = clock.instant().plus(time);
        int atOnce = 0;
        for (int ticks = 0; ticks < MOST_TICKS && !node.wakeAt().isAfter(end); ticks++) {
            Instant due = node.wakeAt();
            boolean later = due.isAfter(clock.instant());
            atOnce = later ? 0 : atOnce + 1;
            if (atOnce > TICKS_AT_ONE_TIME) {
                throw new AssertionError("the node wakes again and again at " + due);
            }
            clock.set(later ? due : clock.instant());
            handle(new Event.Tick());
            answerHonestly(answered ? MOST_ROUNDS : 0);
        }
        clock.set(end);
    }

    private void answerHonestly(int rounds) {
        for (int round = 0; round < rounds && !asks.isEmpty(); round++) {
            List<Effect.Ask> open = List.copyOf(asks);
            asks.clear();
            for (Effect.Ask ask : open) {
                int peer = Crowd.at(ask.to());
                VerifyKey sender = Crowd.key(peer).verifyKey();
                Answer answer = Crowd.answer(peer, ask.request().question());
                Packet.Reply reply =
                        new Packet.Reply(ask.request().transaction(), sender, OURS, TOKEN, answer, new Word(sender));
                receive(ask.to(), reply, PacketCodec.size(reply, false));
            }
        }
    }

    private void lookUp(Script script) {
        Instant deadline = clock.instant().plus(Duration.ofMillis(script.number()));
        Start start = switch (script.below(3)) {
            case 0 -> new Start.Table();
            case 1 -> new Start.With(contacts(script, 4));
            default -> new Start.Only(contacts(script, 4));
        };
        handle(new Event.LookUp(script.small(), key(script), GOALS.get(script.below(GOALS.size())), start, deadline));
    }

    private void store(Script script) {
        int peer = script.small();
        KeptRecord record = record(script);
        Packet.Request like = new Packet.Request(
                new TransactionId(peer),
                Crowd.key(peer).verifyKey(),
                false,
                Bytes.of(new byte[8]),
                new Question.Ping());
        ask(Crowd.address(peer), like, new Question.Store(record.key(), record.signed()));
    }

    private void publish(Script script) {
        Instant until = clock.instant().plus(Duration.ofMinutes(script.small()));
        List<Publication> publications = new ArrayList<>();
        for (int left = script.below(4); left > 0; left--) {
            KeptRecord record = record(script);
            publications.add(new Publication(record.key(), record.signed()));
        }
        if (publications.size() == 1) {
            handle(new Event.Put(publications.getFirst(), until));
        } else {
            handle(new Event.Publish(publications));
        }
    }

    private void meet(Script script) {
        List<Contact> contacts = contacts(script, 10);
        handle(
                script.below(2) == 0
                        ? new Event.Seeds(
                                contacts.stream().map(Contact::address).toList())
                        : new Event.Remembered(contacts));
    }

    private static Optional<Packet> decoded(Bytes datagram) {
        try {
            return Optional.of(PacketCodec.decode(datagram));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private void receive(NodeAddress from, Packet packet, int size) {
        outbox.open(from, packet, size, clock.instant());
        handle(new Event.Received(from, packet, size));
    }

    private void handle(Event event) {
        for (Effect effect : node.handle(event, clock.instant())) {
            outbox.accept(effect, clock.instant());
            if (effect instanceof Effect.Ask ask) {
                asks.addFirst(ask);
                if (asks.size() > OPEN_ASKS) {
                    asks.removeLast();
                }
            }
        }
        outbox.close();
    }
}
