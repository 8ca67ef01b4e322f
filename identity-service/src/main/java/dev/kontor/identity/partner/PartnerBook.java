package dev.kontor.identity.partner;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.VerifyKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/// Partners as other features need them: organisations, not handshakes.
public final class PartnerBook {
    private PartnerBook() {}

    /// An organisation that is an active partner.
    ///
    /// @param name our petname for it
    public record Partner(OrgId organisation, String name) {}

    /// The active partner that the key names: a petname, organisation, site or pairing id.
    public static Uni<Optional<Partner>> active(Mutiny.Session session, String key) {
        return Pairings.active(session)
                .map(rows -> rows.stream()
                        .filter(row -> row.known(key))
                        .findFirst()
                        .map(row -> new Partner(OrgId.parse(row.orgId), row.name())));
    }

    /// The sites of an active partner.
    public static Uni<List<PartnerSite>> sites(Mutiny.Session session, OrgId organisation) {
        return Pairings.active(session)
                .map(rows -> rows.stream()
                        .filter(row -> row.orgId.equals(organisation.toString()) && !row.awaited())
                        .map(PartnerBook::site)
                        .toList());
    }

    /// The sites of all active partners.
    public static Uni<List<PartnerSite>> sites(Mutiny.Session session) {
        return Pairings.active(session)
                .map(rows -> rows.stream()
                        .filter(row -> !row.awaited())
                        .map(PartnerBook::site)
                        .toList());
    }

    /// The petnames of all organisations that have or had one, by organisation.
    public static Uni<Map<OrgId, String>> names(Mutiny.Session session) {
        return Pairings.all(session)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> OrgId.parse(row.orgId), StoredPairing::name, (one, two) -> one)));
    }

    /// A partner's site as it introduced itself.
    ///
    /// @param log the organisation's encoded log
    public record Introduced(Bytes log, Bytes descriptor) {}

    /// How a site that is or was a partner's has introduced itself.
    public static Uni<Optional<Introduced>> introduction(Mutiny.Session session, SiteId site) {
        return Pairings.everActive(session, site)
                .map(rows -> rows.stream().findFirst().map(row -> new Introduced(row.orgLog, row.descriptor)));
    }

    /// The key of a site that is or was a partner's.
    public static Uni<Optional<VerifyKey>> siteKey(Mutiny.Session session, SiteId site) {
        return Pairings.everActive(session, site)
                .map(rows -> rows.stream().findFirst().map(row -> new VerifyKey(row.siteKey)));
    }

    /// Where letters to everybody go with whom we are, or are becoming, partners.
    ///
    /// @param descriptor the site's, as last seen
    public record Addressee(SiteId site, Bytes descriptor) {}

    public static Uni<List<Addressee>> addressees(Mutiny.Session session) {
        return Pairings.living(session)
                .map(rows -> rows.stream()
                        .map(row -> new Addressee(SiteId.parse(row.siteId), row.descriptor))
                        .distinct()
                        .toList());
    }

    /// One view for each organisation with a living pairing, active ones first. Of several pairings with an
    /// organisation an active one tells its state, and only those in that state tell its sites.
    public static Uni<List<PartnerView>> views(Mutiny.Session session) {
        return Pairings.living(session).map(PartnerBook::grouped);
    }

    private static List<PartnerView> grouped(List<StoredPairing> rows) {
        Map<String, List<StoredPairing>> byOrganisation =
                rows.stream().collect(Collectors.groupingBy(row -> row.orgId, LinkedHashMap::new, Collectors.toList()));
        return byOrganisation.values().stream()
                .map(PartnerBook::view)
                .sorted(Comparator.comparing(PartnerView::active).reversed())
                .toList();
    }

    private static PartnerView view(List<StoredPairing> pairings) {
        StoredPairing leading = pairings.stream()
                .filter(row -> state(row) == PartnerState.ACTIVE)
                .findFirst()
                .orElseGet(pairings::getFirst);
        PartnerState state = state(leading);
        List<PartnerSite> sites = pairings.stream()
                .filter(row -> state(row) == state && !row.awaited())
                .map(PartnerBook::site)
                .toList();
        Instant since = leading.changedAt;
        return new PartnerView(OrgId.parse(leading.orgId), leading.name(), state, sites, since);
    }

    private static PartnerSite site(StoredPairing row) {
        return new PartnerSite(SiteId.parse(row.siteId), row.caKeyHash, row.descriptor);
    }

    private static PartnerState state(StoredPairing row) {
        return PartnerStates.of(row);
    }
}
