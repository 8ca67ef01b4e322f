package dev.kontor.discovery.node;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Proof;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;
import java.util.Optional;

/// Why a reply is not to be believed.
record Doubts(NodeId self) {
    /// Whom we asked, when it is he who answers: spares a hash.
    static Contact contactOf(Pending pending, NodeAddress from, VerifyKey sender) {
        Contact asked = pending.inquiry().contact();
        return asked != null && asked.key().equals(sender) ? asked : Contact.of(sender, from);
    }

    Optional<DropReason> about(Pending pending, Contact contact, Packet.Reply reply) {
        Contact expected = pending.inquiry().contact();
        if (contact.id().equals(self)) {
            return Optional.of(DropReason.OURSELVES);
        }
        if (expected != null && !expected.id().equals(contact.id())) {
            return Optional.of(DropReason.IMPOSTOR);
        }
        Proof proof = reply.proof();
        boolean proven = !pending.proofAsked() || (proof != null && proof.holds(reply.sender()));
        return proven ? Optional.empty() : Optional.of(DropReason.UNPROVEN);
    }
}
