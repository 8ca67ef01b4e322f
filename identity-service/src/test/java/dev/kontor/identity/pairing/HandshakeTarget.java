package dev.kontor.identity.pairing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.PairingId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Two sites and their handshakes as a list of instructions: decisions of their admins, and letters that arrive in any
/// order, again, changed, or made up by the other side. Nobody is active whose own admin has not decided so.
public final class HandshakeTarget implements FuzzTarget {
    private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");
    private static final List<Command> ENDINGS = List.of(Command.REJECT, Command.WITHDRAW, Command.REVOKE);
    private static final int MOST_STEPS = 100;

    @Override
    public String name() {
        return "handshake";
    }

    @Override
    public String what() {
        return "handshakes of two sites: letters in any order, repeated, changed and made up";
    }

    @Override
    public List<byte[]> seeds() {
        byte[] whole = {0, 0, 1, 4, 0, 1, 1, 0, 7, 4, 1, 4, 1, 2, 0, 0, 4, 2, 2, 1, 0, 4, 4};
        byte[] ended = {0, 0, 1, 4, 0, 3, 1, 0, 0, 4, 1, 7, 100, 0, 1, 9, 4, 2};
        byte[] changed = {0, 0, 1, 4, 0, 1, 1, 0, 7, 5, 1, 40, 1, 5, 1, 90, 7};
        byte[] madeUp = new PairingMessage(
                        new PairingId(Bytes.of(new byte[16])),
                        new Party("globex", true).self.site(),
                        PairingMessageTest.BODIES.getFirst())
                .encode()
                .toArray();
        Bytes head = Bytes.of((byte) 6, (byte) 0, (byte) 0, (byte) madeUp.length);
        return List.of(
                whole, ended, changed, Bytes.concat(head, Bytes.of(madeUp)).toArray());
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        Sites sites = new Sites();
        for (int step = 0; step < MOST_STEPS && script.more(); step++) {
            sites.perform(script);
            sites.requireDecisions();
        }
        return true;
    }

    private static final class Sites {
        private final List<Party> parties = List.of(new Party("acme", false), new Party("globex", true));
        private final Set<PairingId> accepted = new HashSet<>();
        private final Set<PairingId> approved = new HashSet<>();
        private Instant now = START;

        void perform(Script script) {
            int kind = script.below(8);
            Party party = parties.get(kind < 4 || kind == 6 ? script.below(2) : 0);
            switch (kind) {
                case 0 -> party.invite(other(party).self, Generator.seeded(script.small()), now);
                case 1 -> decide(script, party, accepted, id -> party.accept(id, Generator.seeded(script.small())));
                case 2 -> decide(script, party, approved, id -> party.approve(id, now));
                case 3 -> decide(script, party, new HashSet<>(), id -> party.end(id, ENDINGS.get(script.below(3))));
                case 4 -> letter(script).ifPresent(letter -> deliver(letter, letter.payload()));
                case 5 -> letter(script).ifPresent(letter -> deliver(letter, changed(letter.payload(), script)));
                case 6 -> {
                    Bytes payload = Bytes.of(script.take(script.number()));
                    deliver(new Party.Letter(party.self, other(party).self.site(), payload), payload);
                }
                default -> {
                    now = now.plus(Duration.ofHours(script.small()));
                    parties.forEach(each -> each.tick(now));
                }
            }
        }

        private Party other(Party party) {
            return party.equals(parties.getFirst()) ? parties.getLast() : parties.getFirst();
        }

        private static void decide(Script script, Party party, Set<PairingId> decided, Consumer<PairingId> decision) {
            List<PairingId> known = List.copyOf(party.pairings.keySet());
            if (!known.isEmpty()) {
                PairingId id = known.get(script.small() % known.size());
                decided.add(id);
                decision.accept(id);
            }
        }

        private Optional<Party.Letter> letter(Script script) {
            List<Party.Letter> all =
                    parties.stream().flatMap(party -> party.queue.stream()).toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(script.small() % all.size()));
        }

        private static Bytes changed(Bytes payload, Script script) {
            byte[] changed = payload.toArray();
            changed[script.small() % changed.length] ^= (byte) script.small();
            return Bytes.of(changed);
        }

        private void deliver(Party.Letter letter, Bytes payload) {
            Party to = parties.stream()
                    .filter(party -> party.self.site().equals(letter.to()))
                    .findFirst()
                    .orElseThrow();
            var _ = FuzzTarget.unlessRefused(
                    MalformedException.class,
                    () -> to.receive(new Party.Letter(letter.from(), letter.to(), payload), now));
        }

        void requireDecisions() {
            for (Party party : parties) {
                for (Pairing pairing : party.pairings.values()) {
                    Set<PairingId> needed = pairing.role() == Role.INVITER ? approved : accepted;
                    assertTrue(!pairing.active() || needed.contains(pairing.id()), "active without a decision");
                }
            }
        }
    }
}
