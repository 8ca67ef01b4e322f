package dev.kontor.discovery.dht;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.NodeView;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.node.Start;
import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// This service's node in the distributed hash table; it lives as long as the service. Answers arrive on the caller's
/// Vert.x context.
@ApplicationScoped
public class Dht {
    private final NodeHost host;

    Dht(
            Vertx vertx,
            DhtSettings settings,
            MeterRegistry meters,
            @ConfigProperty(name = "kontor.data.dir") String directory) {
        NodeOptions options = NodeOptions.of(settings, Path.of(directory));
        try {
            this.host = new NodeHost(vertx, options, new DhtMeters(meters));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the DHT node's key cannot be read or made", unreadable);
        }
    }

    void onStart(@Observes StartupEvent start) {
        host.start();
    }

    void onStop(@Observes ShutdownEvent stop) {
        host.stop();
    }

    /// Whether the socket is bound.
    public boolean isBound() {
        return host.isBound();
    }

    /// The UDP port; 0 while it is not bound.
    public int port() {
        return host.port();
    }

    /// Looks something up; ends at the deadline with what is known by then, and never fails but at shutdown.
    public Uni<Effect.LookedUp> lookUp(Key target, Goal goal, Duration deadline) {
        return answer(() -> host.lookUp(target, goal, deadline));
    }

    /// The same, beginning elsewhere than in our own table.
    Uni<Effect.LookedUp> lookUp(Key target, Goal goal, Start start, Duration deadline) {
        return answer(() -> host.node().lookUp(target, goal, start, deadline));
    }

    /// Publishes these records from now on, in place of those named before.
    public void publish(List<Publication> publications) {
        host.publish(publications);
    }

    /// Nodes of priority sites that partners have told us of.
    public void priorityNodes(List<HostPort> told) {
        host.priorityNodes(told);
    }

    /// Whose records are kept before all others'.
    public void acquaint(Set<Bytes> publishers) {
        host.node().tell(new Event.Acquaintances(publishers));
    }

    /// Values of clients under keys that they choose.
    public Values values() {
        return host.values();
    }

    public Uni<Membership> membership() {
        return answer(() -> host.node().ask(Node::membership));
    }

    public Uni<NodeView> view() {
        return answer(() -> host.node().ask(Node::view));
    }

    private static <T> Uni<T> answer(Supplier<Future<T>> question) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Uni<T> answer =
                    Uni.createFrom().completionStage(() -> question.get().toCompletionStage());
            return caller == null ? answer : answer.emitOn(work -> caller.runOnContext(_ -> work.run()));
        });
    }
}
