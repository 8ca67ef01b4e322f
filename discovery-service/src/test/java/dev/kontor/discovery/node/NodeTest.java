package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.store.SequenceMemory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What one node does and believes.
class NodeTest extends LoneNode {
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
