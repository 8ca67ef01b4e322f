package dev.kontor.identity.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.id.PairingId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Parties who exchange messages over a network that loses, doubles, delays and reorders them, with admins who decide
/// at random. A letter stays in its sender's durable queue until a delivery is acknowledged, and acknowledgements get
/// lost too.
class HandshakeSimulationTest {
    private static final int RUNS = 3000;

    @Test
    void twoPartiesEndTheSameWayWhateverTheNetworkDoes() {
        Set<String> endings = new TreeSet<>();
        Generator.check(RUNS, random -> {
            Party acme = new Party("acme", random.chance(0.5));
            Party globex = new Party("globex", random.chance(0.5));
            new World(random, List.of(acme, globex)).run(true);
            acme.pairings
                    .values()
                    .forEach(pairing -> endings.add(pairing.state().label()));
        });
        boolean allSeeds = Long.getLong("kontor.seed") == null;
        assertTrue(!allSeeds || endings.size() == 5, () -> "the runs only ended in " + endings);
    }

    @Test
    void threePartiesDoNotDisturbEachOther() {
        Generator.check(RUNS / 3, random -> {
            List<Party> parties =
                    List.of(new Party("acme", false), new Party("globex", true), new Party("initech", false));
            new World(random, parties).run(true);
        });
    }

    @Test
    void withWillingAdminsAndALossyNetworkBothBecomeActive() {
        Generator.check(RUNS / 3, random -> {
            Party acme = new Party("acme", random.chance(0.5));
            Party globex = new Party("globex", random.chance(0.5));
            World world = new World(random, List.of(acme, globex));
            world.run(false);
            assertTrue(acme.activeWith(globex) && globex.activeWith(acme), "willing parties did not meet");
        });
    }

    /// @param random decides everything
    private record World(Generator random, List<Party> parties, ManualClock clock, List<Party.Letter> late) {
        World(Generator random, List<Party> parties) {
            this(random, parties, ManualClock.start(), new ArrayList<>());
        }

        void run(boolean moody) {
            if (!moody) {
                Party first = parties.getFirst();
                first.invite(parties.getLast().self, random, now());
            }
            for (int step = 0; step < 120; step++) {
                clock.advance(Duration.ofMinutes(random.between(1, moody ? 600 : 5)));
                Party party = random.pick(parties);
                if (moody && random.chance(0.02)) {
                    party.cutOffUntil = now().plus(Duration.ofDays(random.between(1, 12)));
                }
                if (random.chance(0.4)) {
                    decide(party, moody);
                } else {
                    deliver(party);
                }
                parties.forEach(one -> one.tick(now()));
                checkAlways();
            }
            settle(moody);
            checkSettled();
        }

        private Instant now() {
            return clock.instant();
        }

        private void decide(Party party, boolean moody) {
            if (moody && random.chance(0.1)) {
                Party other = random.pick(parties);
                boolean open = party.pairings.values().stream()
                        .anyMatch(pairing -> pairing.state().living()
                                && pairing.peer().site().equals(other.self.site()));
                if (other != party && !open) {
                    party.invite(other.self, random, now());
                }
                return;
            }
            if (party.pairings.isEmpty()) {
                return;
            }
            Pairing pairing = random.pick(List.copyOf(party.pairings.values()));
            if (moody && random.chance(0.15)) {
                party.end(pairing.id(), random.pick(List.of(Command.REJECT, Command.WITHDRAW, Command.REVOKE)));
            } else {
                consent(party, pairing);
            }
        }

        private void consent(Party party, Pairing pairing) {
            switch (pairing.state()) {
                case State.Asked _ -> party.accept(pairing.id(), random);
                case State.AcceptedByThem _, State.AcceptedByUs _ -> {
                    if (sameWordsOnBothSides(pairing)) {
                        party.approve(pairing.id(), now());
                    }
                }
                case State.Offered _, State.Active _, State.Ended _ -> {}
            }
        }

        private boolean sameWordsOnBothSides(Pairing pairing) {
            return parties.stream()
                    .filter(party -> party.self.sameAs(pairing.peer()) && party.pairings.containsKey(pairing.id()))
                    .allMatch(party -> party.pairing(pairing.id()).words().equals(pairing.words()));
        }

        /// One delivery: lost, doubled, late, or out of order.
        private void deliver(Party sender) {
            if (!late.isEmpty() && random.chance(0.3)) {
                handOver(late.remove(random.below(late.size())));
                return;
            }
            if (sender.queue.isEmpty() || random.chance(0.2) || sender.cutOffUntil.isAfter(now())) {
                return;
            }
            int at = random.below(sender.queue.size());
            Party.Letter letter = sender.queue.get(at);
            handOver(letter);
            if (random.chance(0.2)) {
                late.add(letter);
            }
            boolean acknowledged = random.chance(0.7);
            if (acknowledged) {
                sender.queue.remove(letter);
            }
        }

        private void handOver(Party.Letter letter) {
            parties.stream()
                    .filter(party -> party.self.site().equals(letter.to()))
                    .forEach(party -> party.receive(letter, now()));
        }

        /// The network heals and everybody stays connected for a month.
        private void settle(boolean moody) {
            int rounds = 0;
            for (Instant end = now().plus(Duration.ofDays(moody ? 30 : 1));
                    now().isBefore(end);
                    clock.advance(Duration.ofHours(6))) {
                if (!moody) {
                    parties.forEach(
                            party -> List.copyOf(party.pairings.values()).forEach(one -> consent(party, one)));
                }
                while (parties.stream().anyMatch(party -> !party.queue.isEmpty())) {
                    assertTrue(rounds++ < 10_000, "the parties never stop talking");
                    parties.stream()
                            .filter(party -> !party.queue.isEmpty())
                            .forEach(party -> handOver(party.queue.removeFirst()));
                }
                parties.forEach(party -> party.tick(now()));
                checkAlways();
            }
        }

        /// Nobody is active unless both admins have decided for it, and who is active reads the same words.
        private void checkAlways() {
            for (Party party : parties) {
                for (Pairing pairing : party.pairings.values()) {
                    if (pairing.active()) {
                        checkActive(party, pairing);
                    }
                }
            }
        }

        private void checkActive(Party party, Pairing pairing) {
            Party other = other(pairing);
            assertTrue(party.approvals.containsKey(pairing.id()), () -> party.name + " is active unasked");
            assertTrue(other.approvals.containsKey(pairing.id()), () -> other.name + " never agreed");
            assertEquals(Words.COUNT, pairing.words().size());
            List<String> theirs = other.pairing(pairing.id()).words();
            assertTrue(theirs.isEmpty() || theirs.equals(pairing.words()), "the words differ");
            if (pairing.state() instanceof State.Active(boolean completed)
                    && completed
                    && pairing.role() == Role.INVITER) {
                State state = other.pairing(pairing.id()).state();
                assertFalse(state instanceof State.Asked || state instanceof State.AcceptedByUs, "completed too early");
            }
        }

        private void checkSettled() {
            for (Party party : parties) {
                for (Pairing pairing : party.pairings.values()) {
                    assertFalse(
                            pairing.state().living() && !pairing.active(),
                            () -> party.name + " hangs in " + pairing.state());
                    checkBothOrNone(party, pairing);
                }
            }
        }

        private void checkBothOrNone(Party party, Pairing pairing) {
            Pairing theirs = other(pairing).pairings.get(pairing.id());
            boolean activeThere = theirs != null && theirs.active();
            assertEquals(
                    pairing.active(),
                    activeThere,
                    () -> party.name + " is in " + pairing.state() + " and the other side in " + theirs);
        }

        private Party other(Pairing pairing) {
            return parties.stream()
                    .filter(party -> party.self.sameAs(pairing.peer()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Mallory sits between the two and plays each to the other, with records of its own.
    @Test
    void somebodyInTheMiddleMakesTheWordsDiffer() {
        Generator.check(RUNS, random -> {
            Party acme = new Party("acme", true);
            Party globex = new Party("globex", true);
            Party mallory = new Party("mallory", false);
            Instant now = ManualClock.EPOCH;

            PairingId first = acme.invite(mallory.self, random, now);
            mallory.receive(acme.queue.removeFirst(), now);
            PairingId second = mallory.invite(globex.self, random, now);
            globex.receive(mallory.queue.removeFirst(), now);
            globex.accept(second, random);
            mallory.receive(globex.queue.removeFirst(), now);
            mallory.accept(first, random);
            drain(mallory, acme, globex, now);

            List<String> readByAcme = acme.pairing(first).words();
            List<String> readByGlobex = globex.pairing(second).words();
            assertEquals(Words.COUNT, readByAcme.size());
            assertEquals(Words.COUNT, readByGlobex.size());
            assertFalse(readByAcme.equals(readByGlobex), "the words do not betray the man in the middle");
            mallory.approve(second, now);
            drain(mallory, acme, globex, now);
            assertFalse(acme.activeWith(mallory) || globex.activeWith(mallory), "active without comparing");
        });
    }

    private static void drain(Party mallory, Party acme, Party globex, Instant now) {
        while (!mallory.queue.isEmpty() || !acme.queue.isEmpty() || !globex.queue.isEmpty()) {
            List<Party.Letter> letters = new ArrayList<>();
            for (Party party : List.of(mallory, acme, globex)) {
                letters.addAll(party.queue);
                party.queue.clear();
            }
            for (Party.Letter letter : letters) {
                for (Party party : List.of(mallory, acme, globex)) {
                    if (party.self.site().equals(letter.to())) {
                        party.receive(letter, now);
                    }
                }
            }
        }
    }
}
