package dev.kontor.identity.pairing;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One site in the simulation: its admin, its durable memory (pairings and the queue of what is still to be
/// delivered). What it does not keep is lost in a crash, so there is nothing else.
final class Party {
    final String name;
    final Peer self;
    final Handshake handshake;
    final Map<PairingId, Pairing> pairings = new TreeMap<>();
    final List<Letter> queue = new ArrayList<>();
    final Map<PairingId, Integer> approvals = new TreeMap<>();
    Instant cutOffUntil = Instant.EPOCH;

    Party(String name, boolean bothCompare) {
        this.name = name;
        Bytes key = Sha256.digest(Bytes.utf8(name));
        this.self = new Peer(
                new OrgId(Sha256.digest(Bytes.utf8("org " + name))),
                new SiteId(Sha256.digest(key)),
                key,
                Sha256.digest(Bytes.utf8("ca " + name)),
                new Introduction(Bytes.utf8("descriptor of " + name), Bytes.utf8("log of " + name), name));
        this.handshake = new Handshake(bothCompare);
    }

    PairingId invite(Peer to, Generator random, Instant now) {
        PairingId id = new PairingId(Bytes.of(random.bytes(16)));
        approvals.merge(id, 1, Integer::sum);
        perform(handshake.invite(id, to, self.introduction(), Bytes.of(random.bytes(32)), now));
        return id;
    }

    void accept(PairingId id, Generator random) {
        approvals.merge(id, 1, Integer::sum);
        perform(handshake.accept(pairing(id), self.introduction(), Bytes.of(random.bytes(32))));
    }

    void approve(PairingId id, Instant now) {
        perform(handshake.approve(pairing(id), now));
    }

    void end(PairingId id, Command command) {
        perform(handshake.end(pairing(id), command, "because"));
    }

    void tick(Instant now) {
        List.copyOf(pairings.values()).forEach(pairing -> perform(handshake.tick(pairing, now)));
    }

    void receive(Letter letter, Instant now) {
        PairingMessage message = PairingMessage.decode(letter.payload());
        if (!message.to().equals(self.site())) {
            return;
        }
        Pairing known = pairings.get(message.pairing());
        if (known != null) {
            perform(handshake.receive(known, letter.payload(), message.body(), letter.from(), now));
        } else if (message.body() instanceof Body.Offer offer) {
            admit(message.pairing(), letter, offer, now);
        }
    }

    private void admit(PairingId id, Letter letter, Body.Offer offer, Instant now) {
        switch (Reception.admit(id, letter.from(), self.site(), census(letter.from()))) {
            case Reception.Admission.Admitted(Optional<PairingId> withdraw) -> {
                withdraw.ifPresent(ours -> end(ours, Command.WITHDRAW));
                perform(handshake.asked(id, letter.payload(), offer, letter.from(), now));
            }
            case Reception.Admission.Full _, Reception.Admission.Ignored _ -> {}
        }
    }

    private Reception.Census census(Peer from) {
        List<Pairing> asked = pairings.values().stream()
                .filter(pairing -> pairing.state() instanceof State.Asked)
                .toList();
        Optional<PairingId> ours = pairings.values().stream()
                .filter(pairing -> pairing.state() instanceof State.Offered
                        && pairing.peer().site().equals(from.site()))
                .map(Pairing::id)
                .findFirst();
        return new Reception.Census(
                asked.size(),
                (int) asked.stream()
                        .filter(pairing -> pairing.peer().sameAs(from))
                        .count(),
                ours);
    }

    Pairing pairing(PairingId id) {
        Pairing pairing = pairings.get(id);
        if (pairing == null) {
            throw new IllegalStateException(name + " knows no pairing " + id);
        }
        return pairing;
    }

    boolean activeWith(Party other) {
        return pairings.values().stream()
                .anyMatch(pairing -> pairing.active() && pairing.peer().site().equals(other.self.site()));
    }

    private void perform(Step step) {
        if (step instanceof Step.Taken(Pairing pairing, List<Body> say)) {
            pairings.put(pairing.id(), pairing);
            say.forEach(body -> queue.add(new Letter(
                    self, pairing.peer().site(), pairing.message(body).encode())));
        }
    }

    /// A message on its way. `from` is what a real message proves by its signature.
    record Letter(Peer from, SiteId to, Bytes payload) {}
}
