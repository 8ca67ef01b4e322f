package dev.kontor.discovery.book;

import dev.kontor.discovery.dht.DhtPlace;
import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.directory.KnownSites;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What we tell a partner: where we are, which priority nodes there are, and, when we let ourselves be told of, where
/// those partners are that let themselves be told of too.
@ApplicationScoped
class OwnPage {
    private final KnownSites known;
    private final Pages pages;
    private final BookSettings settings;
    private final DhtPlace place;
    private final Clock clock = Clock.systemUTC();

    OwnPage(KnownSites known, Pages pages, BookSettings settings, DhtPlace place) {
        this.known = known;
        this.pages = pages;
        this.settings = settings;
        this.place = place;
    }

    /// What we tell in a question, the same for everybody. Empty while our own descriptor is not signed yet.
    Uni<Optional<Page>> question(TrustView trust) {
        return known.inForce(List.of(trust.self().siteId()), clock.instant())
                .map(own -> own.stream()
                        .findFirst()
                        .map(signed -> new Page(signed, settings.tellable(), priorityNodes(), List.of())));
    }

    /// The answer. Empty while our own descriptor is not signed yet.
    Uni<Optional<Page>> forPartner(TrustView trust, PartnerView asker) {
        return known.inForce(List.of(trust.self().siteId()), clock.instant())
                .chain(own -> own.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : pages.all().chain(all -> page(own.getFirst(), all, trust, asker)));
    }

    private Uni<Optional<Page>> page(Bytes own, List<PartnerPage> all, TrustView trust, PartnerView asker) {
        List<SiteId> tellable = settings.tellable() ? tellable(all, trust, asker) : List.of();
        return known.inForce(tellable, clock.instant())
                .map(sites -> Optional.of(new Page(own, settings.tellable(), priorityNodes(), sites)));
    }

    private static List<SiteId> tellable(List<PartnerPage> all, TrustView trust, PartnerView asker) {
        Set<String> willing = all.stream()
                .filter(page -> page.tellable)
                .map(page -> page.siteId)
                .collect(Collectors.toSet());
        return trust.partners().stream()
                .filter(PartnerView::active)
                .filter(partner -> !partner.orgId().equals(asker.orgId()))
                .flatMap(partner -> partner.sites().stream())
                .map(PartnerSite::siteId)
                .filter(site -> willing.contains(site.toString()))
                .limit(Page.SITES)
                .toList();
    }

    /// Our own and those that the operator named. What partners told us is not passed on: nobody could take it back.
    private List<String> priorityNodes() {
        return Stream.concat(place.priorityAddress().stream(), place.priorityNodes().stream())
                .filter(HostPort::isLiteral)
                .map(HostPort::toString)
                .distinct()
                .limit(Page.PRIORITY_NODES)
                .toList();
    }
}
