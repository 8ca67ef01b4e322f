package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What happens to a node.
public sealed interface Event {
    /// A well-formed datagram of `size` bytes came in.
    record Received(NodeAddress from, Packet packet, int size) implements Event {}

    /// The time that [Node#wakeAt] named has come, or any other.
    record Tick() implements Event {}

    /// The addresses of the bootstrap nodes, which replace those that were named before.
    record Seeds(List<NodeAddress> addresses) implements Event {}

    /// The addresses of the priority sites' nodes, which replace those that were named before.
    record PriorityNodes(List<NodeAddress> addresses) implements Event {}

    /// The publishers that we are acquainted with from now on, in place of those named before: ourselves, partners,
    /// partners of partners, organisations whose names are proved.
    record Acquaintances(Set<Bytes> publishers) implements Event {}

    /// Contacts from an earlier life. They have to prove themselves like any other.
    record Remembered(List<Contact> contacts) implements Event {}

    /// Sequence numbers from an earlier life: nothing older is accepted or believed.
    record Recalled(List<SequenceMemory.Seen> sequences) implements Event {}

    /// Look something up; the effect [Effect.LookedUp] with the same id follows, at the latest at the deadline.
    record LookUp(long id, Key target, Goal goal, Start start, Instant deadline) implements Event {
        public LookUp(long id, Key target, Goal goal, Instant deadline) {
            this(id, target, goal, new Start.Table(), deadline);
        }
    }

    /// The records that we publish from now on; those not named any more are left to expire.
    record Publish(List<Publication> publications) implements Event {}

    /// One more record to publish until then, besides those of [Publish]. A newer one takes the place of an older one
    /// under the same key.
    record Put(Publication publication, Instant until) implements Event {}
}
