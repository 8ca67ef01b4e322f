package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Membership;
import org.jboss.logging.Logger;

/// Tells the log when the node's place in the network changes, and counts nothing.
public final class Quiet implements Observer {
    private static final Logger LOG = Logger.getLogger(Dht.class);

    @Override
    public void received(PacketType type, int bytes) {}

    @Override
    public void sent(PacketType type, int bytes) {}

    @Override
    public void dropped(DropReason reason) {}

    @Override
    public void notSent(Throwable reason) {
        LOG.debugf("datagram not sent reason=%s", reason);
    }

    @Override
    public void lookedUp(Effect.LookedUp lookedUp) {}

    @Override
    public void published(Effect.Published published) {
        LOG.debugf("record published copies=%d offered=%d", published.copies(), published.offered());
    }

    @Override
    public void contested(Effect.Contested contested) {}

    @Override
    public void joined(Membership membership) {
        LOG.infof("place in the DHT changed place=%s", membership.getClass().getSimpleName());
    }
}
