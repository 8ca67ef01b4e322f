package dev.kontor.discovery.dht;

import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import io.vertx.core.Vertx;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// The bootstrap nodes: resolves their names again and again, because they may move or be unknown at first, and tells
/// the node their addresses.
final class Seeds {
    private static final Logger LOG = Logger.getLogger(Seeds.class);
    private static final long WHILE_SEEKING_MILLIS = 10_000;
    private static final long WHILE_MEMBER_MILLIS = 600_000;

    private final Vertx vertx;
    private final UdpNode node;
    private final List<HostPort> names;
    private final boolean bothFamilies;
    private volatile boolean closed;

    Seeds(Vertx vertx, UdpNode node, List<HostPort> names, boolean bothFamilies) {
        this.vertx = vertx;
        this.node = node;
        this.names = List.copyOf(names);
        this.bothFamilies = bothFamilies;
    }

    void resolve() {
        if (names.isEmpty() || closed) {
            return;
        }
        vertx.executeBlocking(this::addresses)
                .onSuccess(addresses -> node.tell(new Event.Seeds(addresses)))
                .onFailure(failure -> LOG.warnf("bootstrap nodes not resolved reason=%s", failure))
                .onComplete(_ -> again());
    }

    private void again() {
        node.ask(engine -> engine.membership() instanceof Membership.Member)
                .onSuccess(
                        member -> vertx.setTimer(member ? WHILE_MEMBER_MILLIS : WHILE_SEEKING_MILLIS, _ -> resolve()));
    }

    private List<NodeAddress> addresses() {
        List<NodeAddress> addresses = new ArrayList<>();
        for (HostPort name : names) {
            try {
                for (InetAddress address : InetAddress.getAllByName(name.host())) {
                    if (bothFamilies || !(address instanceof Inet6Address)) {
                        addresses.add(new NodeAddress(Bytes.of(address.getAddress()), name.port()));
                    }
                }
            } catch (UnknownHostException _) {
                LOG.warnf("bootstrap node has an unknown name host=%s port=%d", name.host(), name.port());
            }
        }
        return addresses;
    }

    void close() {
        closed = true;
    }
}
