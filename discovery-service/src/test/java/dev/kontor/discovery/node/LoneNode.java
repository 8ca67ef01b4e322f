package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.PlainRecords;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One engine, driven by hand against a peer whose packets the test makes.
abstract class LoneNode {
    static final NodeAddress PEER = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 2}), 7400);
    static final NodeAddress ELSEWHERE = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 3}), 7400);
    static final NodeAddress OURS = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 1}), 7400);
    static final Bytes TOKEN = Bytes.of(new byte[8]);
    static final Key KEY = new Key(1, 2, 3, 4);
    static final Bytes PUBLISHER = Bytes.of(new byte[32]);

    final ManualClock clock = ManualClock.start();
    final Random random = new Random(1);
    final SigningKey peerKey = key();
    final SigningKey strangerKey = key();
    final Node node = new Node(key().verifyKey(), new PlainRecords(), HouseRules.DEFAULT, random, clock.instant());

    SigningKey key() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return SigningKey.fromSeed(Bytes.of(seed));
    }

    List<Effect> handle(Event event) {
        return node.handle(event, clock.instant());
    }

    /// Lets time pass until the node asks somebody something, at most for so long.
    List<Effect.Ask> asksWithin(Duration duration) {
        Instant end = clock.instant().plus(duration);
        List<Effect.Ask> asks = new ArrayList<>();
        while (!node.wakeAt().isAfter(end) && asks.isEmpty()) {
            clock.set(node.wakeAt().isAfter(clock.instant()) ? node.wakeAt() : clock.instant());
            asks.addAll(asks(handle(new Event.Tick())));
        }
        return asks;
    }

    static List<Effect.Ask> asks(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Ask.class::isInstance)
                .map(Effect.Ask.class::cast)
                .toList();
    }

    static List<DropReason> drops(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Dropped.class::isInstance)
                .map(effect -> ((Effect.Dropped) effect).reason())
                .toList();
    }

    static Packet.Reply reply(Packet.Request request, SigningKey key, Answer answer) {
        return new Packet.Reply(request.transaction(), key.verifyKey(), OURS, TOKEN, answer, null);
    }

    List<Effect> receive(NodeAddress from, Packet.Reply reply, SigningKey signer) {
        Bytes datagram = PacketCodec.encodeSigned(reply, signer);
        return handle(new Event.Received(from, PacketCodec.decode(datagram), datagram.size()));
    }

    /// Answers everything that the node asks, as a lonely honest peer that keeps these records.
    List<Effect> answerAll(List<Effect> effects, KeptRecord... records) {
        List<Effect> rest = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Ask ask && ask.to().equals(PEER)) {
                Answer answer = answer(ask.request().question(), records);
                rest.addAll(answerAll(receive(PEER, reply(ask.request(), peerKey, answer), peerKey), records));
            } else {
                rest.add(effect);
            }
        }
        return rest;
    }

    static Answer answer(Question question, KeptRecord... records) {
        return switch (question) {
            case Question.Ping _ -> new Answer.Pong();
            case Question.Find find ->
                new Answer.Found(
                        List.of(),
                        find.records()
                                ? List.of(records).stream()
                                        .map(KeptRecord::signed)
                                        .toList()
                                : List.of(),
                        false);
            case Question.Store _ -> new Answer.Stored();
        };
    }

    KeptRecord record(long sequence) {
        return PlainRecords.record(KEY, PUBLISHER, sequence, clock.instant().plus(Duration.ofHours(24)), 200);
    }

    void join() {
        answerAll(handle(new Event.Seeds(List.of(PEER))));
        assertInstanceOf(Membership.Member.class, node.membership());
    }

    Effect.LookedUp lookUp(KeptRecord... answers) {
        Event lookUp =
                new Event.LookUp(9, KEY, Goal.ALL_PUBLISHERS, clock.instant().plusSeconds(3));
        return answerAll(handle(lookUp), answers).stream()
                .filter(Effect.LookedUp.class::isInstance)
                .map(Effect.LookedUp.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
