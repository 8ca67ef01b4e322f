package dev.kontor.discovery.directory;

import dev.kontor.kit.bus.Outbox;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.event.DescriptorChanged;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// The address book of this site: the newest descriptor of every site that was ever asked for here. A newer one
/// replaces an older one in the transaction that also publishes the event `descriptor.changed`; an older one
/// changes nothing.
@ApplicationScoped
public class KnownSites {
    private static final String LEARN =
            "insert into known_site (site_id, org_id, sequence, expires_at, record, learned_at, checked_at, asked_at)"
                    + " values (:site, :org, :sequence, :expires, :record, :now, :now, :asked)"
                    + " on conflict (site_id) do update set org_id = excluded.org_id, sequence = excluded.sequence,"
                    + " expires_at = excluded.expires_at, record = excluded.record, learned_at = excluded.learned_at,"
                    + " checked_at = excluded.checked_at where known_site.sequence < excluded.sequence";
    private static final String CONFIRM = "update known_site set learned_at = :now, checked_at = :now"
            + " where site_id = :site and sequence = :sequence";
    private static final String CHECKED = "update known_site set checked_at = :now where site_id = :site";
    private static final String ASKED = "update known_site set asked_at = :now where site_id = :site";
    private static final String FORGET = "delete from known_site where asked_at < :before and expires_at < :before";

    /// When a site was last asked for that nobody has asked for.
    public static final Instant NEVER = Instant.EPOCH;

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;

    KnownSites(Mutiny.SessionFactory sessions, Outbox outbox) {
        this.sessions = sessions;
        this.outbox = outbox;
    }

    Uni<Optional<KnownSite>> find(SiteId site) {
        return sessions.withSession(session -> session.find(KnownSite.class, site.toString()))
                .map(Optional::ofNullable);
    }

    Uni<List<KnownSite>> findAll(List<SiteId> sites) {
        return sessions.withSession(session -> session.createQuery(
                        "from KnownSite where siteId in :sites", KnownSite.class)
                .setParameter("sites", sites.stream().map(SiteId::toString).toList())
                .getResultList());
    }

    /// What is in force of an organisation's sites.
    Uni<List<KnownSite>> ofOrganisation(OrgId organisation, Instant now) {
        return sessions.withSession(session -> session.createQuery(
                        "from KnownSite where orgId = :org and expiresAt > :now", KnownSite.class)
                .setParameter("org", organisation.toString())
                .setParameter("now", now)
                .getResultList());
    }

    /// The highest sequence that is known of a site's descriptors.
    public Uni<Optional<Long>> sequenceOf(SiteId site) {
        return find(site).map(row -> row.map(known -> known.sequence));
    }

    /// The newest descriptors of these sites that are in force.
    public Uni<List<Bytes>> inForce(List<SiteId> sites, Instant now) {
        return findAll(sites)
                .map(rows -> rows.stream()
                        .filter(row -> row.isInForce(now))
                        .map(KnownSite::signed)
                        .toList());
    }

    /// Remembers a descriptor that has been checked. Answers whether it was news.
    public Uni<Boolean> learn(Descriptor descriptor, Bytes signed, Instant now) {
        return learn(descriptor, signed, now, now);
    }

    /// The same, when somebody told us of a site that nobody here has asked for.
    public Uni<Boolean> hearOf(Descriptor descriptor, Bytes signed, Instant now) {
        return learn(descriptor, signed, now, NEVER);
    }

    private Uni<Boolean> learn(Descriptor descriptor, Bytes signed, Instant now, Instant askedAt) {
        return outbox.transact(session -> upsert(session, descriptor, signed, now, askedAt)
                .chain(rows -> rows > 0
                        ? announce(session, descriptor, signed).replaceWith(true)
                        : confirm(session, descriptor, now).replaceWith(false)));
    }

    private static Uni<Integer> upsert(
            Mutiny.Session session, Descriptor descriptor, Bytes signed, Instant now, Instant askedAt) {
        return session.createNativeQuery(LEARN)
                .setParameter("site", descriptor.siteId().toString())
                .setParameter("org", descriptor.orgId().toString())
                .setParameter("sequence", descriptor.validity().sequence())
                .setParameter("expires", descriptor.validity().expiresAt())
                .setParameter("record", signed.toArray())
                .setParameter("now", now)
                .setParameter("asked", askedAt)
                .executeUpdate();
    }

    private Uni<Void> announce(Mutiny.Session session, Descriptor descriptor, Bytes signed) {
        DescriptorChanged changed = new DescriptorChanged(
                descriptor.orgId(), descriptor.siteId(), descriptor.validity().sequence(), signed);
        return outbox.publish(session, EventTypes.DESCRIPTOR_CHANGED, changed);
    }

    private static Uni<Integer> confirm(Mutiny.Session session, Descriptor descriptor, Instant now) {
        return session.createNativeQuery(CONFIRM)
                .setParameter("site", descriptor.siteId().toString())
                .setParameter("sequence", descriptor.validity().sequence())
                .setParameter("now", now)
                .executeUpdate();
    }

    Uni<Void> onAsked(SiteId site, Instant now) {
        return touch(ASKED, site, now);
    }

    Uni<Void> onChecked(SiteId site, Instant now) {
        return touch(CHECKED, site, now);
    }

    private Uni<Void> touch(String statement, SiteId site, Instant now) {
        return sessions.withTransaction(session -> session.createNativeQuery(statement)
                        .setParameter("site", site.toString())
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// The sites that were wanted within `wanted` and that nobody has checked for longer than `age`.
    Uni<List<SiteId>> due(Duration age, Duration wanted, int limit, Instant now) {
        return sessions.withSession(session -> session.createQuery(
                        "from KnownSite where checkedAt < :checked and askedAt > :asked order by checkedAt",
                        KnownSite.class)
                .setParameter("checked", now.minus(age))
                .setParameter("asked", now.minus(wanted))
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(KnownSite::id).toList()));
    }

    /// Everything that is known, what was wanted last first.
    public Uni<List<Listed>> newest(int limit) {
        return sessions.withSession(
                session -> session.createQuery("from KnownSite order by askedAt desc, siteId", KnownSite.class)
                        .setMaxResults(limit)
                        .getResultList()
                        .map(rows -> rows.stream().map(Listed::of).toList()));
    }

    /// A site in the book.
    public record Listed(SiteId siteId, OrgId orgId, long sequence, Instant learnedAt, Instant expiresAt) {
        static Listed of(KnownSite row) {
            return new Listed(row.id(), OrgId.parse(row.orgId), row.sequence, row.learnedAt, row.expiresAt);
        }
    }

    /// Drops what nobody has wanted, and what has not been in force, for so long.
    Uni<Void> forget(Duration age, Instant now) {
        return sessions.withTransaction(session -> session.createNativeQuery(FORGET)
                        .setParameter("before", now.minus(age))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
