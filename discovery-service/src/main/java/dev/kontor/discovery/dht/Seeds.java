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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The bootstrap nodes and those of priority sites: resolves their names again and again, because they may move or be
/// unknown at first, and tells the node their addresses.
final class Seeds {
    private static final Logger LOG = Logger.getLogger(Seeds.class);
    private static final long WHILE_SEEKING_MILLIS = 10_000;
    private static final long WHILE_MEMBER_MILLIS = 600_000;

    private final Vertx vertx;
    private final UdpNode node;
    private final NodeOptions options;
    private volatile List<HostPort> told = List.of();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean closed;

    Seeds(Vertx vertx, UdpNode node, NodeOptions options) {
        this.vertx = vertx;
        this.node = node;
        this.options = options;
    }

    /// Priority nodes that we were told of, in place of those told before.
    void told(List<HostPort> priority) {
        if (!told.equals(priority)) {
            told = List.copyOf(priority);
            resolve();
        }
    }

    /// Resolves all names, now and again and again.
    void resolve() {
        if (closed || !hasNames()) {
            return;
        }
        vertx.executeBlocking(this::tell)
                .onFailure(failure -> LOG.warnf("bootstrap nodes not resolved reason=%s", failure))
                .onComplete(_ -> again());
    }

    private boolean hasNames() {
        return !(options.bootstrap().isEmpty() && options.priority().isEmpty() && told.isEmpty());
    }

    private List<HostPort> priority() {
        return Stream.concat(options.priority().stream(), told.stream())
                .distinct()
                .toList();
    }

    /// Priority nodes are seeds as well.
    private @Nullable Void tell() {
        List<NodeAddress> priority = addresses(priority());
        List<NodeAddress> seeds = new ArrayList<>(addresses(options.bootstrap()));
        seeds.addAll(priority);
        node.tell(new Event.Seeds(seeds.stream().distinct().toList()));
        node.tell(new Event.PriorityNodes(priority));
        return null;
    }

    private void again() {
        if (waiting.compareAndSet(false, true)) {
            node.ask(engine -> engine.membership() instanceof Membership.Member)
                    .onSuccess(member -> vertx.setTimer(member ? WHILE_MEMBER_MILLIS : WHILE_SEEKING_MILLIS, _ -> {
                        waiting.set(false);
                        resolve();
                    }));
        }
    }

    private List<NodeAddress> addresses(List<HostPort> names) {
        List<NodeAddress> addresses = new ArrayList<>();
        for (HostPort name : names) {
            try {
                for (InetAddress address : InetAddress.getAllByName(name.host())) {
                    if (options.bothFamilies() || !(address instanceof Inet6Address)) {
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
