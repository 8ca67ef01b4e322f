package dev.kontor.discovery.dht;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.bus.Event;
import dev.kontor.kit.bus.EventListener;
import dev.kontor.wire.event.DescriptorChanged;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hibernate.reactive.mutiny.Mutiny;

/// Hears on the real bus which descriptors changed.
@ApplicationScoped
public class HeardChanges implements EventListener {
    private record Change(SiteId site, long sequence) {}

    private final Map<Change, CompletableFuture<DescriptorChanged>> changes = new ConcurrentHashMap<>();
    private final ObjectMapper json;

    HeardChanges(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.DESCRIPTOR_CHANGED);
    }

    @Override
    public Uni<Void> on(Event event, Mutiny.Session session) {
        try {
            DescriptorChanged changed = json.treeToValue(event.data(), DescriptorChanged.class);
            future(changed.siteId(), changed.sequence()).complete(changed);
            return Uni.createFrom().voidItem();
        } catch (JsonProcessingException wrong) {
            return Uni.createFrom().failure(wrong);
        }
    }

    public DescriptorChanged await(SiteId site, long sequence) throws Exception {
        return future(site, sequence).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<DescriptorChanged> future(SiteId site, long sequence) {
        return changes.computeIfAbsent(new Change(site, sequence), _ -> new CompletableFuture<>());
    }
}
