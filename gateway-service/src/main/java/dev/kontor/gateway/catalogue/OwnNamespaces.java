package dev.kontor.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.kit.bus.Event;
import dev.kontor.kit.bus.EventListener;
import dev.kontor.wire.event.EventTypes;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// The namespaces of this site and their modes, in memory: pulled from connector-service at start, on each change
/// and every half minute. A namespace that it does not know of yet is taken for a snapshot. Safe to read from any
/// thread.
@ApplicationScoped
public class OwnNamespaces implements EventListener {
    private static final Logger LOG = Logger.getLogger(OwnNamespaces.class);
    private static final String ALL = "/api/v1/namespaces";

    private final Upstreams upstreams;
    private final Clock clock = Clock.systemUTC();
    private volatile Map<String, Mode> modes = Map.of();
    private volatile Instant confirmedAt = Instant.EPOCH;

    OwnNamespaces(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    public Mode modeOf(String namespace) {
        return modes.getOrDefault(namespace, Mode.SNAPSHOT);
    }

    public Map<String, Mode> all() {
        return modes;
    }

    /// When connector-service last answered.
    public Instant confirmedAt() {
        return confirmedAt;
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.NAMESPACE_CHANGED);
    }

    @Override
    public Uni<Void> on(Event event, Mutiny.Session session) {
        return pull();
    }

    /// Never fails: the next pull comes soon.
    @Scheduled(every = "30s")
    Uni<Void> pull() {
        return Uni.createFrom()
                .completionStage(() -> fetch().toCompletionStage())
                .onFailure()
                .invoke(failure -> LOG.debugf("namespaces not confirmed reason=%s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Future<Void> fetch() {
        return upstreams.get(Upstream.CONNECTOR, ALL).map(answer -> {
            if (answer.good()) {
                modes = read(answer.body());
                confirmedAt = clock.instant();
            }
            return null;
        });
    }

    private static Map<String, Mode> read(JsonNode list) {
        Map<String, Mode> read = new HashMap<>();
        for (JsonNode namespace : list) {
            Optional.ofNullable(namespace.get("name"))
                    .ifPresent(name -> read.put(
                            name.asText(), Mode.of(namespace.path("mode").asText(""))));
        }
        return Map.copyOf(read);
    }
}
