package dev.kontor.discovery.answer;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.Subnet;
import java.time.Instant;
import java.util.Optional;

/// Who may ask how much of us: every address has its credits, a subnet those of eight addresses, and a node's id those
/// of one wherever it asks from. All of it is decided before any signature is looked at.
final class Limits {
    /// Our choice: credits of a subnet, in those of an address.
    private static final int ADDRESSES_PER_SUBNET = 8;

    private final Credits byAddress;
    private final Credits bySubnet;
    private final Credits byNode;

    Limits(Allowance allowance) {
        this.byAddress = new Credits(allowance.perSecond(), allowance.most());
        this.bySubnet =
                new Credits(ADDRESSES_PER_SUBNET * allowance.perSecond(), ADDRESSES_PER_SUBNET * allowance.most());
        this.byNode = new Credits(allowance.perSecond(), allowance.most());
    }

    boolean admitsAddress(NodeAddress from, Question question, Instant now) {
        int cost = cost(question);
        Optional<Subnet> subnet = Subnet.of(from);
        return byAddress.admits(from.ip(), cost, now)
                && (subnet.isEmpty() || bySubnet.admits(subnet.get().prefix(), cost, now));
    }

    /// Only for an address that is proven: anybody else could use up the credits of a node whose name he takes.
    boolean admitsNode(Packet.Request request, Instant now) {
        return request.sender() == null || byNode.admits(request.sender().raw(), cost(request.question()), now);
    }

    private static int cost(Question question) {
        return switch (question) {
            case Question.Ping _ -> 1;
            case Question.Find _ -> 2;
            case Question.Store _ -> 10;
        };
    }
}
