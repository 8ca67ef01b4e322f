package dev.kontor.discovery.bench.rig;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.dht.NodeHost;
import dev.kontor.discovery.dht.NodeOptions;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.HouseRules;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.Policy;
import dev.kontor.discovery.value.ValueKey;
import dev.kontor.wire.bytes.Bytes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A node of production on a loopback address, with its own folder, key and socket.
public final class LocalNode implements AutoCloseable {
    /// The operator's setting for a machine whose nodes and clients all share one address: as good as no limit.
    public static final Allowance UNLIMITED = new Allowance(10_000_000, 10_000_000);

    private static final long BIND_SECONDS = 20;
    private static final Duration DEADLINE = Duration.ofMillis(2_500);

    private final NodeHost host;
    private final Counts counts;
    private final HostPort address;

    private LocalNode(NodeHost host, Counts counts, HostPort address) {
        this.host = host;
        this.counts = counts;
        this.address = address;
    }

    /// Where a node is to live.
    ///
    /// @param folder for its key and its contacts; a node of the same folder is the same node
    public record Home(Vertx vertx, String host, Path folder) {}

    /// Starts a node on a free port; it knows the seeds, and whoever comes to it.
    public static LocalNode start(Home home, List<HostPort> seeds, Allowance allowance) throws IOException {
        Counts counts = new Counts();
        HouseRules rules = new HouseRules(allowance, Policy.DEFAULT);
        NodeOptions options = new NodeOptions(home.host(), 0, seeds, List.of(), home.folder(), rules, Optional.empty());
        NodeHost host = new NodeHost(home.vertx(), options, counts);
        host.start();
        int port = host.bound()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(BIND_SECONDS, TimeUnit.SECONDS)
                .join();
        return new LocalNode(host, counts, new HostPort(home.host(), port));
    }

    public HostPort address() {
        return address;
    }

    public Counts counts() {
        return counts;
    }

    /// Publishes these records from now on, in place of those named before.
    public void publish(List<Publication> records) {
        host.publish(records);
    }

    /// What one publisher has put under the key, as a site looks up another.
    public CompletableFuture<Effect.LookedUp> lookUp(Key key) {
        return host.lookUp(key, Goal.ONE_PUBLISHER, DEADLINE)
                .toCompletionStage()
                .toCompletableFuture();
    }

    /// Signs a value and offers it to its keepers; ends when all of them have answered.
    public CompletableFuture<Effect.Published> put(ValueKey key, Bytes value, Duration life) {
        CompletableFuture<Effect.Published> offered = counts.next(key.place(0));
        host.values().put(key, value, life);
        return offered;
    }

    public CompletableFuture<Optional<Bytes>> get(ValueKey key) {
        return host.values().get(key).toCompletionStage().toCompletableFuture();
    }

    @Override
    public void close() {
        host.stop();
    }
}
