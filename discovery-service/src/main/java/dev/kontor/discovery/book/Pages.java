package dev.kontor.discovery.book;

import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.directory.KnownSites;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/// What each partner's site told us last, and of which sites it told us.
@ApplicationScoped
class Pages {
    private static final String TELL =
            "insert into partner_page (site_id, tellable, priority_nodes, exchanged_at) values (:site, :tellable,"
                    + " :nodes, :now) on conflict (site_id) do update set tellable = excluded.tellable,"
                    + " priority_nodes = excluded.priority_nodes, exchanged_at = excluded.exchanged_at";
    private static final String WELL = "update partner_page set failed_at = null, failure = null where site_id = :site";
    private static final String FAIL =
            "insert into partner_page (site_id, tellable, priority_nodes, failed_at, failure) values (:site, false, '',"
                    + " :now, :failure) on conflict (site_id) do update set failed_at = excluded.failed_at,"
                    + " failure = excluded.failure";
    private static final String UNTELL = "delete from told_site where told_by = :site";
    private static final String TELL_OF = "insert into told_site (told_by, site_id)"
            + " select :site, s from unnest(string_to_array(:sites, ',')) s on conflict do nothing";
    private static final String FORGET_UNTOLD = "delete from known_site k where k.asked_at = :never"
            + " and not exists (select 1 from told_site t where t.site_id = k.site_id)";
    private static final String TOLD = "select told_by, site_id from told_site order by told_by, site_id";
    private static final String FORGET =
            "delete from partner_page where not site_id = any(string_to_array(:sites, ','))";
    private static final int MAX_FAILURE_CHARACTERS = 500;

    private final Mutiny.SessionFactory sessions;

    Pages(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// One site told us of another.
    record Telling(String by, String site) {}

    /// A partner's site has spoken. Whether it can be asked is another question.
    Uni<Void> told(SiteId by, boolean tellable, List<HostPort> nodes, Instant now) {
        return sessions.withTransaction(session -> session.createNativeQuery(TELL)
                .setParameter("site", by.toString())
                .setParameter("tellable", tellable)
                .setParameter("nodes", nodes.stream().map(HostPort::toString).collect(Collectors.joining(",")))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid());
    }

    /// It answered and told us of these sites, and of no others any more.
    Uni<Void> toldOf(SiteId by, Set<SiteId> sites) {
        return sessions.withTransaction(session -> session.createNativeQuery(UNTELL)
                .setParameter("site", by.toString())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(TELL_OF)
                        .setParameter("site", by.toString())
                        .setParameter("sites", joined(sites))
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(WELL)
                        .setParameter("site", by.toString())
                        .executeUpdate())
                .replaceWithVoid());
    }

    Uni<Void> failed(SiteId site, Throwable failure, Instant now) {
        String text = String.valueOf(failure.getMessage());
        return sessions.withTransaction(session -> session.createNativeQuery(FAIL)
                .setParameter("site", site.toString())
                .setParameter("now", now)
                .setParameter("failure", text.substring(0, Math.min(text.length(), MAX_FAILURE_CHARACTERS)))
                .executeUpdate()
                .replaceWithVoid());
    }

    Uni<List<PartnerPage>> all() {
        return sessions.withSession(
                session -> session.createQuery("from PartnerPage order by siteId", PartnerPage.class)
                        .getResultList());
    }

    Uni<List<Telling>> tellings() {
        return sessions.withSession(session -> session.createNativeQuery(TOLD, Object[].class)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Telling((String) row[0], (String) row[1]))
                        .toList()));
    }

    /// Forgets the sites that nobody here has ever asked for and that no partner tells of any more: so partners cannot
    /// make the book grow.
    Uni<Void> forgetUntold() {
        return sessions.withTransaction(session -> session.createNativeQuery(FORGET_UNTOLD)
                .setParameter("never", KnownSites.NEVER)
                .executeUpdate()
                .replaceWithVoid());
    }

    /// Forgets what everybody said who is no partner any more.
    Uni<Void> forgetAllBut(Collection<SiteId> partners) {
        return sessions.withTransaction(session -> session.createNativeQuery(FORGET)
                .setParameter("sites", joined(partners))
                .executeUpdate()
                .replaceWithVoid());
    }

    private static String joined(Collection<SiteId> sites) {
        return sites.stream().map(SiteId::toString).collect(Collectors.joining(","));
    }
}
