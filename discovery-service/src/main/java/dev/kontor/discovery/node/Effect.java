package dev.kontor.discovery.node;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import java.time.Duration;
import java.util.List;

/// What a node wants done.
public sealed interface Effect {
    /// Send a request, padded to at least so many bytes.
    record Ask(NodeAddress to, Packet.Request request, int atLeast) implements Effect {}

    /// Send a reply, with our signature when one was asked for.
    record Say(NodeAddress to, Packet.Reply reply, boolean signed) implements Effect {}

    /// A look-up that was asked for has ended. `inTime` is false when the deadline cut it off.
    record LookedUp(long id, Report report, Duration took, boolean inTime, List<Hop> trace) implements Effect {}

    /// A record of ours was offered to the nodes nearest to its key.
    record Published(Key key, int copies, int offered) implements Effect {}

    /// So many nodes have seen a record with our key that is newer than the last that we know of: somebody else has
    /// the key, or we have come back from an old copy.
    record Contested(Key key, int nodes) implements Effect {}

    /// A datagram, or a record in it, was not answered or not believed.
    record Dropped(NodeAddress from, DropReason reason) implements Effect {}

    /// Our place in the network has changed.
    record Joined(Membership membership) implements Effect {}
}
