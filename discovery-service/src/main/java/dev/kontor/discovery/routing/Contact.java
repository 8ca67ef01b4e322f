package dev.kontor.discovery.routing;

import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;

/// A node as others speak of it: its key, the id and the point in the key space that follow from the key, and the
/// address it is said to have. Whether the key's owner really is at that address is known only after a proof.
public record Contact(NodeId id, Key point, VerifyKey key, NodeAddress address) {
    public static Contact of(VerifyKey key, NodeAddress address) {
        NodeId id = NodeId.of(key);
        return new Contact(id, Key.of(id), key, address);
    }
}
