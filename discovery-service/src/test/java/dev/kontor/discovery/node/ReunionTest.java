package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A contact that was out of reach for so long that the node had to forget it, and then is there again.
class ReunionTest extends LoneNode {
    /// Lets time pass, with the peer that always answers, until somebody else is asked.
    private Optional<Effect.Ask> askOf(NodeAddress address, Duration within) {
        Instant end = clock.instant().plus(within);
        while (!node.wakeAt().isAfter(end)) {
            clock.set(node.wakeAt().isAfter(clock.instant()) ? node.wakeAt() : clock.instant());
            for (Effect.Ask ask : asks(answerAll(handle(new Event.Tick())))) {
                if (ask.to().equals(address)) {
                    return Optional.of(ask);
                }
            }
        }
        return Optional.empty();
    }

    private List<Effect> answerAsStranger(Effect.Ask ask) {
        return answerAll(receive(ELSEWHERE, reply(ask.request(), strangerKey, new Answer.Pong()), strangerKey));
    }

    private void meetStranger() {
        Packet.Request ping =
                new Packet.Request(new TransactionId(1), strangerKey.verifyKey(), false, null, new Question.Ping());
        answerAsStranger(asks(handle(new Event.Received(ELSEWHERE, ping, 192))).getFirst());
        assertTrue(isKnown(ELSEWHERE));
    }

    private boolean isKnown(NodeAddress address) {
        return node.contacts().stream().anyMatch(contact -> contact.address().equals(address));
    }

    private void loseStranger() {
        for (int i = 0; i < 1_000 && isKnown(ELSEWHERE); i++) {
            askOf(ELSEWHERE, Duration.ofMinutes(15));
        }
        assertEquals(
                List.of(PEER), node.contacts().stream().map(c -> c.address()).toList());
    }

    @Test
    void greetsWhomItHasLostAndLooksAtTheNetworkThroughIt() {
        join();
        meetStranger();
        loseStranger();
        clock.advance(Duration.ofHours(1));
        Effect.Ask greeting =
                askOf(ELSEWHERE, Tuning.LOST_EVERY.multipliedBy(2)).orElseThrow();
        answerAsStranger(greeting);
        assertTrue(isKnown(ELSEWHERE));
        Effect.Ask look = askOf(ELSEWHERE, Duration.ZERO).orElseThrow();
        assertEquals(
                new Question.Find(Key.of(node.id()), false, null),
                look.request().question());
    }

    @Test
    void looksThroughReturnedContactsOnlyNowAndThen() {
        join();
        meetStranger();
        loseStranger();
        answerAsStranger(askOf(ELSEWHERE, Tuning.LOST_EVERY.multipliedBy(2)).orElseThrow());
        Instant first = clock.instant();
        loseStranger();
        answerAsStranger(askOf(ELSEWHERE, Tuning.LOST_EVERY.multipliedBy(2)).orElseThrow());
        boolean again = clock.instant().isAfter(first.plus(Tuning.REUNION_PAUSE));
        assertEquals(again, askOf(ELSEWHERE, Duration.ZERO).isPresent());
    }
}
