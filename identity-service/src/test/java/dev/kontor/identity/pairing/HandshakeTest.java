package dev.kontor.identity.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final Instant NOW = ManualClock.EPOCH;

    private final Generator random = Generator.seeded(1);
    private final Party acme = new Party("acme", false);
    private final Party globex = new Party("globex", false);

    private PairingId invited() {
        PairingId id = globex.invite(acme.self, random, NOW);
        deliver(globex, acme);
        return id;
    }

    private PairingId accepted() {
        PairingId id = invited();
        acme.accept(id, random);
        deliver(acme, globex);
        deliver(globex, acme);
        return id;
    }

    private static void deliver(Party from, Party to) {
        while (!from.queue.isEmpty()) {
            to.receive(from.queue.removeFirst(), NOW);
        }
    }

    private static State state(Party party, PairingId id) {
        return party.pairing(id).state();
    }

    @Test
    void makesBothActiveWhenBothAgree() {
        PairingId id = accepted();
        assertEquals(acme.pairing(id).words(), globex.pairing(id).words());
        globex.approve(id, NOW);
        assertEquals(new State.Active(false), state(globex, id));
        deliver(globex, acme);
        assertEquals(new State.Active(true), state(acme, id));
        deliver(acme, globex);
        assertEquals(new State.Active(true), state(globex, id));
    }

    @Test
    void waitsForTheInvitedSideTooWhenBothMustCompare() {
        Party careful = new Party("careful", true);
        PairingId id = globex.invite(careful.self, random, NOW);
        deliver(globex, careful);
        careful.accept(id, random);
        deliver(careful, globex);
        globex.approve(id, NOW);
        deliver(globex, careful);
        assertEquals(new State.AcceptedByUs(true, false), state(careful, id));
        careful.approve(id, NOW);
        assertEquals(new State.Active(true), state(careful, id));
    }

    @Test
    void tellsWhatIsAllowedInEachState() {
        PairingId id = invited();
        assertEquals(EnumSet.of(Command.WITHDRAW), state(globex, id).allowed());
        assertEquals(EnumSet.of(Command.ACCEPT, Command.REJECT), state(acme, id).allowed());
        Step step = acme.handshake.approve(acme.pairing(id), NOW);
        Step.NotAllowed refusal = assertInstanceOf(Step.NotAllowed.class, step);
        assertEquals(Command.APPROVE, refusal.command());
    }

    @Test
    void becomesRejectedOnBothSides() {
        PairingId id = invited();
        acme.end(id, Command.REJECT);
        deliver(acme, globex);
        assertEquals(new State.Rejected(Side.US, "because"), state(acme, id));
        assertEquals(new State.Rejected(Side.THEM, "because"), state(globex, id));
    }

    @Test
    void goesOnWithoutTheRevealWhenTheConfirmationComesFirst() {
        PairingId id = invited();
        acme.accept(id, random);
        deliver(acme, globex);
        globex.approve(id, NOW);
        Party.Letter reveal = globex.queue.removeFirst();
        deliver(globex, acme);
        assertEquals(new State.Active(true), state(acme, id));
        acme.receive(reveal, NOW);
        assertEquals(new State.Active(true), state(acme, id));
    }

    @Test
    void givesUpWhenTheRevealedNonceIsNotTheCommittedOne() {
        PairingId id = invited();
        acme.accept(id, random);
        Bytes forged = new PairingMessage(id, acme.self.site(), new Body.Reveal(Bytes.of(random.bytes(32)))).encode();
        acme.receive(new Party.Letter(globex.self, acme.self.site(), forged), NOW);
        State.Withdrawn state = assertInstanceOf(State.Withdrawn.class, state(acme, id));
        assertEquals(Side.US, state.by());
    }

    @Test
    void givesUpWhenTheConfirmationIsForAnotherConversation() {
        PairingId id = accepted();
        Bytes nonce = globex.pairing(id).ourNonce();
        Bytes other = new PairingMessage(id, acme.self.site(), new Body.Confirmation(nonce, Bytes.of(random.bytes(32))))
                .encode();
        acme.receive(new Party.Letter(globex.self, acme.self.site(), other), NOW);
        assertInstanceOf(State.Withdrawn.class, state(acme, id));
    }

    @Test
    void whoHasEndedAPairingSaysSoAgainWhenTheOtherGoesOn() {
        PairingId id = accepted();
        acme.end(id, Command.WITHDRAW);
        acme.queue.clear();
        globex.approve(id, NOW);
        deliver(globex, acme);
        deliver(acme, globex);
        assertEquals(new State.Withdrawn(Side.THEM, "because"), state(globex, id));
    }

    @Test
    void ignoresMessagesOfAnotherSite() {
        PairingId id = accepted();
        Party mallory = new Party("mallory", false);
        Bytes message = new PairingMessage(id, acme.self.site(), new Body.Withdrawal("by mallory")).encode();
        acme.receive(new Party.Letter(mallory.self, acme.self.site(), message), NOW);
        assertTrue(state(acme, id).living());
    }

    @Test
    void anInviterThatNeverHearsOfTheOthersSuccessDoesNotStayActive() {
        PairingId id = accepted();
        globex.approve(id, NOW);
        globex.queue.clear();
        globex.tick(NOW.plus(Limits.COMPLETION_LIFE).plus(Duration.ofSeconds(1)));
        assertEquals(new State.Expired(), state(globex, id));
        deliver(globex, acme);
        assertEquals(new State.Revoked(Side.THEM, "expired"), state(acme, id));
    }

    @Test
    void anOfferExpires() {
        PairingId id = invited();
        Instant late = NOW.plus(Limits.OFFER_LIFE).plus(Duration.ofSeconds(1));
        acme.tick(late);
        globex.tick(late);
        assertEquals(new State.Expired(), state(acme, id));
        assertEquals(new State.Expired(), state(globex, id));
    }

    @Test
    void theSmallerOfTwoCrossingOffersStands() {
        PairingId ofGlobex = globex.invite(acme.self, random, NOW);
        PairingId ofAcme = acme.invite(globex.self, random, NOW);
        List<Party.Letter> toAcme = List.copyOf(globex.queue);
        List<Party.Letter> toGlobex = List.copyOf(acme.queue);
        toAcme.forEach(letter -> acme.receive(letter, NOW));
        toGlobex.forEach(letter -> globex.receive(letter, NOW));
        boolean globexWins = ofGlobex.compareTo(ofAcme) < 0;
        PairingId winner = globexWins ? ofGlobex : ofAcme;
        PairingId loser = globexWins ? ofAcme : ofGlobex;
        assertTrue(state(acme, winner).living() && state(globex, winner).living());
        Party losing = globexWins ? acme : globex;
        Party winning = globexWins ? globex : acme;
        assertTrue(!state(losing, loser).living());
        assertTrue(!winning.pairings.containsKey(loser));
    }

    @Test
    void boundsTheOffersOfStrangers() {
        Reception.Census full = new Reception.Census(Limits.MAX_ASKED, 0, Optional.empty());
        Reception.Census pushy = new Reception.Census(3, Limits.MAX_ASKED_PER_SITE, Optional.empty());
        PairingId id = new PairingId(Bytes.of(random.bytes(16)));
        for (Reception.Census census : List.of(full, pushy)) {
            assertInstanceOf(
                    Reception.Admission.Full.class, Reception.admit(id, globex.self, acme.self.site(), census));
        }
        assertInstanceOf(
                Reception.Admission.Ignored.class,
                Reception.admit(id, acme.self, acme.self.site(), new Reception.Census(0, 0, Optional.empty())));
    }
}
