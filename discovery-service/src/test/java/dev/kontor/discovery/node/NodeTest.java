package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.PlainRecords;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// One engine, driven by hand against a peer whose packets the test makes.
class NodeTest {
    private static final NodeAddress PEER = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 2}), 7400);
    private static final NodeAddress ELSEWHERE = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 3}), 7400);
    private static final NodeAddress OURS = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 1}), 7400);
    private static final Bytes TOKEN = Bytes.of(new byte[8]);
    private static final Key KEY = new Key(1, 2, 3, 4);
    private static final Bytes PUBLISHER = Bytes.of(new byte[32]);

    private final ManualClock clock = ManualClock.start();
    private final Random random = new Random(1);
    private final SigningKey peerKey = key();
    private final SigningKey strangerKey = key();
    private final Node node =
            new Node(key().verifyKey(), new PlainRecords(), HouseRules.DEFAULT, random, clock.instant());

    private SigningKey key() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return SigningKey.fromSeed(Bytes.of(seed));
    }

    private List<Effect> handle(Event event) {
        return node.handle(event, clock.instant());
    }

    /// Lets time pass until the node asks somebody something, at most for so long.
    private List<Effect.Ask> asksWithin(Duration duration) {
        Instant end = clock.instant().plus(duration);
        List<Effect.Ask> asks = new ArrayList<>();
        while (!node.wakeAt().isAfter(end) && asks.isEmpty()) {
            clock.set(node.wakeAt().isAfter(clock.instant()) ? node.wakeAt() : clock.instant());
            asks.addAll(asks(handle(new Event.Tick())));
        }
        return asks;
    }

    private static List<Effect.Ask> asks(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Ask.class::isInstance)
                .map(Effect.Ask.class::cast)
                .toList();
    }

    private static List<DropReason> drops(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Dropped.class::isInstance)
                .map(effect -> ((Effect.Dropped) effect).reason())
                .toList();
    }

    private static Packet.Reply reply(Packet.Request request, SigningKey key, Answer answer) {
        return new Packet.Reply(request.transaction(), key.verifyKey(), OURS, TOKEN, answer, null);
    }

    private List<Effect> receive(NodeAddress from, Packet.Reply reply, SigningKey signer) {
        Bytes datagram = PacketCodec.encodeSigned(reply, signer);
        return handle(new Event.Received(from, PacketCodec.decode(datagram), datagram.size()));
    }

    /// Answers everything that the node asks, as a lonely honest peer that keeps these records.
    private List<Effect> answerAll(List<Effect> effects, KeptRecord... records) {
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

    private static Answer answer(Question question, KeptRecord... records) {
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

    private KeptRecord record(long sequence) {
        return PlainRecords.record(KEY, PUBLISHER, sequence, clock.instant().plus(Duration.ofHours(24)), 200);
    }

    private void join() {
        answerAll(handle(new Event.Seeds(List.of(PEER))));
        assertInstanceOf(Membership.Member.class, node.membership());
    }

    private Effect.LookedUp lookUp(KeptRecord... answers) {
        Event lookUp =
                new Event.LookUp(9, KEY, Goal.ALL_PUBLISHERS, clock.instant().plusSeconds(3));
        return answerAll(handle(lookUp), answers).stream()
                .filter(Effect.LookedUp.class::isInstance)
                .map(Effect.LookedUp.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void joinsAsSoonAsASeedProvesItself() {
        join();
        assertEquals(
                List.of(PEER), node.contacts().stream().map(c -> c.address()).toList());
    }

    @Test
    void neverStopsAskingTheSeeds() {
        handle(new Event.Seeds(List.of(PEER)));
        for (int i = 0; i < 200; i++) {
            assertFalse(asksWithin(Tuning.SEEK_MOST).isEmpty(), "asks again within half a minute");
        }
    }

    @Test
    void keepsNobodyWhoDoesNotProveItsKey() {
        Effect.Ask ask = asks(handle(new Event.Seeds(List.of(PEER)))).getFirst();
        assertTrue(ask.request().prove());
        Packet.Reply claim = reply(ask.request(), strangerKey, new Answer.Pong());
        assertEquals(List.of(DropReason.UNPROVEN), drops(receive(PEER, claim, peerKey)));
        assertEquals(List.of(), node.contacts());
    }

    @Test
    void believesNoReplyItDidNotAskFor() {
        Effect.Ask ask = asks(handle(new Event.Seeds(List.of(PEER)))).getFirst();
        Packet.Reply honest = reply(ask.request(), peerKey, new Answer.Pong());
        assertEquals(List.of(DropReason.UNSOLICITED), drops(receive(ELSEWHERE, honest, peerKey)));
        Packet.Request other = new Packet.Request(new TransactionId(42), null, true, null, new Question.Ping());
        assertEquals(
                List.of(DropReason.UNSOLICITED),
                drops(receive(PEER, reply(other, peerKey, new Answer.Pong()), peerKey)));
        assertEquals(List.of(), node.contacts());
    }

    @Test
    void believesNoOtherNodeThanTheOneItAsked() {
        join();
        Event lookUp = new Event.LookUp(9, KEY, Goal.NODES, clock.instant().plusSeconds(3));
        Effect.Ask ask = asks(handle(lookUp)).getFirst();
        Packet.Reply stranger = reply(ask.request(), strangerKey, new Answer.Found(List.of(), List.of(), false));
        assertEquals(List.of(DropReason.IMPOSTOR), drops(receive(PEER, stranger, strangerKey)));
    }

    @Test
    void asksAnUnknownSenderForAProofOnceAMinute() {
        Packet.Request ping =
                new Packet.Request(new TransactionId(1), peerKey.verifyKey(), false, null, new Question.Ping());
        Event event = new Event.Received(PEER, ping, 192);
        assertEquals(1, asks(handle(event)).size());
        assertEquals(0, asks(handle(event)).size());
        clock.advance(Tuning.PROBE_PAUSE);
        assertEquals(1, asks(handle(event)).size());
    }

    @Test
    void doesNotRememberAClient() {
        Packet.Request ping = new Packet.Request(new TransactionId(1), null, false, null, new Question.Ping());
        assertEquals(List.of(), asks(handle(new Event.Received(PEER, ping, 192))));
    }

    @Test
    void findsWhatOthersKeep() {
        join();
        assertEquals(List.of(record(5)), lookUp(record(5)).report().records());
    }

    @Test
    void neverBelievesAnOlderRecordThanItHasSeen() {
        join();
        lookUp(record(5));
        Effect.LookedUp again = lookUp(record(4));
        assertEquals(List.of(), again.report().records());
        assertEquals(1, again.report().falseRecords());
    }

    @Test
    void askAgainWithTheNewTokenWhenTheOldOneIsRefused() {
        join();
        Event lookUp =
                new Event.LookUp(9, KEY, Goal.ALL_PUBLISHERS, clock.instant().plusSeconds(3));
        Effect.Ask first = asks(handle(lookUp)).getFirst();
        Packet.Reply refused = reply(first.request(), peerKey, new Answer.Refused(Refusal.TOKEN));
        Effect.Ask second = asks(receive(PEER, refused, peerKey)).getFirst();
        assertEquals(first.request().question(), second.request().question());
        List<Effect> third =
                receive(PEER, reply(second.request(), peerKey, new Answer.Refused(Refusal.TOKEN)), peerKey);
        assertEquals(List.of(), asks(third), "once is enough");
    }

    @Test
    void asksForALatePageOnceMore() {
        join();
        Event lookUp =
                new Event.LookUp(9, KEY, Goal.ALL_PUBLISHERS, clock.instant().plusSeconds(3));
        Effect.Ask first = asks(handle(lookUp)).getFirst();
        Answer more = new Answer.Found(List.of(), List.of(record(1).signed()), true);
        Effect.Ask page = asks(receive(PEER, reply(first.request(), peerKey, more), peerKey))
                .getFirst();
        Effect.Ask again = asksWithin(Tuning.LATE_AFTER_MOST).getFirst();
        assertEquals(page.request().question(), again.request().question());
    }

    @Test
    void endsALookUpAtItsDeadlineWhenNobodyAnswers() {
        join();
        handle(new Event.LookUp(9, KEY, Goal.NODES, clock.instant().plusMillis(500)));
        clock.advance(Duration.ofMillis(500));
        Effect.LookedUp ended = handle(new Event.Tick()).stream()
                .filter(Effect.LookedUp.class::isInstance)
                .map(Effect.LookedUp.class::cast)
                .findFirst()
                .orElseThrow();
        assertFalse(ended.inTime());
        assertEquals(1, ended.report().asked());
    }

    @Test
    void answersALookUpTooManyAtOnceWithNothing() {
        join();
        Event lookUp = new Event.LookUp(1, KEY, Goal.NODES, clock.instant().plusSeconds(3));
        for (int i = 0; i < Tuning.LOOKUPS; i++) {
            assertTrue(handle(lookUp).stream().noneMatch(Effect.LookedUp.class::isInstance));
        }
        assertTrue(handle(lookUp).stream().anyMatch(Effect.LookedUp.class::isInstance));
    }

    @Test
    void offersItsRecordsAndKeepsThemItselfToo() {
        join();
        List<Effect> effects = answerAll(
                handle(new Event.Publish(List.of(new Publication(KEY, record(1).signed())))));
        assertTrue(effects.contains(new Effect.Published(KEY, 2, 1)), effects.toString());
        assertEquals(1, node.view().records());
    }

    @Test
    void offersAgainWhileFewKeepIt() {
        join();
        answerAll(
                handle(new Event.Publish(List.of(new Publication(KEY, record(1).signed())))));
        List<Effect.Ask> asks = asksWithin(Tuning.THIN_FIRST);
        assertTrue(
                asks.stream()
                        .anyMatch(ask -> ask.request().question() instanceof Question.Find find
                                && find.target().equals(KEY)),
                asks.toString());
    }

    @Test
    void looksForTheSeedsAgainWhenNobodyIsLeft() {
        join();
        for (int i = 0; i < 500 && node.membership() instanceof Membership.Member; i++) {
            asksWithin(Duration.ofMinutes(15));
        }
        assertInstanceOf(Membership.Seeking.class, node.membership());
    }

    @Test
    void neverBelievesAnOlderRecordThanItSawInAnEarlierLife() {
        join();
        handle(new Event.Recalled(List.of(new SequenceMemory.Seen(KEY, PUBLISHER, 9))));
        assertEquals(List.of(), lookUp(record(8)).report().records());
        assertEquals(List.of(record(9)), lookUp(record(9)).report().records());
    }

    @Test
    void tellsOnceWhichSequenceNumbersToRemember() {
        join();
        lookUp(record(5));
        assertEquals(List.of(new SequenceMemory.Seen(KEY, PUBLISHER, 5)), node.takeSequences());
        assertEquals(List.of(), node.takeSequences());
    }
}
