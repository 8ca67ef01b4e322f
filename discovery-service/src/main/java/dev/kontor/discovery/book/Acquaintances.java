package dev.kontor.discovery.book;

import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.dht.DhtPlace;
import dev.kontor.discovery.dht.HostPort;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the DHT node whose records come first, and which priority nodes there are: us, our partners, and whom they
/// have told us of.
@ApplicationScoped
class Acquaintances {
    private final Pages pages;
    private final Dht dht;
    private final DhtPlace place;
    private volatile @Nullable Set<Bytes> named;

    Acquaintances(Pages pages, Dht dht, DhtPlace place) {
        this.pages = pages;
        this.dht = dht;
        this.place = place;
    }

    Uni<Void> refresh(TrustView trust) {
        return pages.tellings()
                .chain(tellings -> pages.all().invoke(all -> {
                    Set<Bytes> publishers = publishers(trust, tellings);
                    if (!publishers.equals(named)) {
                        named = publishers;
                        dht.acquaint(publishers);
                    }
                    dht.priorityNodes(priorityNodes(all));
                }))
                .replaceWithVoid();
    }

    private static Set<Bytes> publishers(TrustView trust, List<Pages.Telling> tellings) {
        Set<Bytes> publishers = new HashSet<>();
        publishers.add(trust.self().siteId().bytes());
        Partners.sites(trust).forEach(site -> publishers.add(site.id().bytes()));
        tellings.forEach(telling -> publishers.add(SiteId.parse(telling.site()).bytes()));
        return publishers;
    }

    private List<HostPort> priorityNodes(List<PartnerPage> all) {
        return all.stream()
                .flatMap(page -> page.nodes().stream())
                .filter(node -> place.priorityAddress().filter(node::equals).isEmpty())
                .distinct()
                .limit(Page.PRIORITY_NODES)
                .toList();
    }
}
