package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Membership;

/// Hears what the node does, for metrics and the log. Called on the node's own thread, but for `dropped`, which several
/// threads call; must not block.
public interface Observer {
    void received(PacketType type, int bytes);

    void sent(PacketType type, int bytes);

    void dropped(DropReason reason);

    void notSent(Throwable reason);

    void lookedUp(Effect.LookedUp lookedUp);

    void published(Effect.Published published);

    void contested(Effect.Contested contested);

    void joined(Membership membership);
}
