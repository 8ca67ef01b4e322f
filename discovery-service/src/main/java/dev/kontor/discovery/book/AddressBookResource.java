package dev.kontor.discovery.book;

import dev.kontor.discovery.dht.DhtPlace;
import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.directory.KnownSites;
import dev.kontor.discovery.directory.Refresher;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The address book as its administrator sees it.
@Path("/api/v1/dht/address-book")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
class AddressBookResource {
    private static final int SITES = 1_000;

    private final Partners partners;
    private final Pages pages;
    private final KnownSites known;
    private final Refresher refresher;
    private final BookSettings settings;
    private final DhtPlace place;

    AddressBookResource(
            Partners partners,
            Pages pages,
            KnownSites known,
            Refresher refresher,
            BookSettings settings,
            DhtPlace place) {
        this.partners = partners;
        this.pages = pages;
        this.known = known;
        this.refresher = refresher;
        this.settings = settings;
        this.place = place;
    }

    /// The book.
    ///
    /// @param tellable whether partners may tell their partners of us
    /// @param everySeconds how often each partner is asked
    /// @param priorityAddress where our node is always reached, when this is a priority site
    /// @param priorityNodes those that the operator named
    /// @param refreshed when the network was last asked again for what is known
    @RegisterForReflection
    record Book(
            boolean tellable,
            long everySeconds,
            @Nullable String priorityAddress,
            List<String> priorityNodes,
            @Nullable RefreshRow refreshed,
            List<PartnerRow> partners,
            List<SiteRow> sites) {}

    @RegisterForReflection
    record RefreshRow(Instant at, int sites, long millis) {}

    /// A partner's site.
    ///
    /// @param exchangedAt when it last told us of itself, asked or unasked
    /// @param failure why it could not be asked last time
    /// @param told how many sites it tells us of
    @RegisterForReflection
    record PartnerRow(
            String name,
            SiteId siteId,
            boolean tellable,
            List<String> priorityNodes,
            int told,
            @Nullable Instant exchangedAt,
            @Nullable Instant failedAt,
            @Nullable String failure) {}

    /// A site that is known here.
    ///
    /// @param toldBy the sites that told us of it
    @RegisterForReflection
    record SiteRow(
            SiteId siteId, OrgId orgId, long sequence, Instant learnedAt, Instant expiresAt, List<String> toldBy) {}

    @GET
    public Uni<Book> book() {
        return pages.all()
                .chain(all -> pages.tellings()
                        .chain(tellings -> known.newest(SITES)
                                .map(sites -> new Book(
                                        settings.tellable(),
                                        settings.every().toSeconds(),
                                        place.priorityAddress()
                                                .map(HostPort::toString)
                                                .orElse(null),
                                        place.priorityNodes().stream()
                                                .map(HostPort::toString)
                                                .toList(),
                                        refresher
                                                .last()
                                                .map(AddressBookResource::row)
                                                .orElse(null),
                                        partnerRows(all, tellings),
                                        sites.stream()
                                                .map(site -> row(site, tellings))
                                                .toList()))));
    }

    private static RefreshRow row(Refresher.Round round) {
        return new RefreshRow(round.at(), round.sites(), round.took().toMillis());
    }

    private List<PartnerRow> partnerRows(List<PartnerPage> all, List<Pages.Telling> tellings) {
        TrustView trust = partners.trust();
        if (trust == null) {
            return List.of();
        }
        Map<String, PartnerPage> bySite =
                all.stream().collect(Collectors.toMap(page -> page.siteId, Function.identity()));
        return Partners.sites(trust).stream()
                .map(site -> row(site.partner(), site.id(), bySite.get(site.id().toString()), tellings))
                .toList();
    }

    private static PartnerRow row(
            PartnerView partner, SiteId site, @Nullable PartnerPage page, List<Pages.Telling> tellings) {
        if (page == null) {
            return new PartnerRow(partner.petname(), site, false, List.of(), 0, null, null, null);
        }
        return new PartnerRow(
                partner.petname(),
                site,
                page.tellable,
                page.nodes().stream().map(HostPort::toString).toList(),
                (int) tellings.stream()
                        .filter(telling -> telling.by().equals(page.siteId))
                        .count(),
                page.exchangedAt,
                page.failedAt,
                page.failure);
    }

    private static SiteRow row(KnownSites.Listed site, List<Pages.Telling> tellings) {
        List<String> by = tellings.stream()
                .filter(telling -> telling.site().equals(site.siteId().toString()))
                .map(Pages.Telling::by)
                .toList();
        return new SiteRow(site.siteId(), site.orgId(), site.sequence(), site.learnedAt(), site.expiresAt(), by);
    }
}
