package dev.kontor.identity.partner;

import dev.kontor.identity.pairing.Command;
import dev.kontor.identity.pairing.Reception;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// The questions that are asked of the table of pairings. Rows that are going to be changed are locked, so that two
/// steps of one pairing never run at once.
final class Pairings {
    private static final int MAX_LISTED = 1000;
    private static final int MAX_CANDIDATES = 50;
    private static final int EXPIRY_BATCH = 50;
    private static final int LONGEST_KEY = 253;

    private Pairings() {}

    static Uni<Optional<StoredPairing>> lock(Mutiny.Session session, PairingId id) {
        return session.find(StoredPairing.class, id.toString(), LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    /// The pairing that the admin means: by its id, or by the partner's petname, organisation or site. Of several,
    /// the one whose state allows the command, else a living one, else the latest.
    static Uni<Optional<StoredPairing>> lock(Mutiny.Session session, String key, Command command) {
        return candidates(session, key)
                .map(rows -> rows.stream()
                        .filter(row -> row.pairing().state().allowed().contains(command))
                        .findFirst()
                        .or(() -> rows.stream().findFirst()))
                .chain(row -> row.map(found -> lock(session, PairingId.parse(found.id)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Uni<List<StoredPairing>> candidates(Mutiny.Session session, String key) {
        if (key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)) {
            return Uni.createFrom().item(List.of());
        }
        return session.createQuery(
                        "from StoredPairing where id = :key or petname = :key or orgId = :key or siteId = :key"
                                + " order by living desc, changedAt desc",
                        StoredPairing.class)
                .setParameter("key", key)
                .setMaxResults(MAX_CANDIDATES)
                .getResultList();
    }

    static Uni<List<StoredPairing>> all(Mutiny.Session session) {
        return session.createQuery("from StoredPairing order by living desc, changedAt desc", StoredPairing.class)
                .setMaxResults(MAX_LISTED)
                .getResultList();
    }

    static Uni<List<StoredPairing>> active(Mutiny.Session session) {
        return session.createQuery(
                        "from StoredPairing where state = 'Active' and suspendedAt is null order by createdAt",
                        StoredPairing.class)
                .getResultList();
    }

    static Uni<Boolean> anotherActive(Mutiny.Session session, StoredPairing than) {
        return session.createQuery(
                        "select count(*) from StoredPairing where state = 'Active' and orgId = :org and id <> :id",
                        Long.class)
                .setParameter("org", than.orgId)
                .setParameter("id", than.id)
                .getSingleResult()
                .map(count -> count > 0);
    }

    static Uni<List<StoredPairing>> living(Mutiny.Session session) {
        return session.createQuery("from StoredPairing where living order by createdAt", StoredPairing.class)
                .getResultList();
    }

    static Uni<List<StoredPairing>> livingWith(Mutiny.Session session, SiteId site) {
        return session.createQuery("from StoredPairing where living and siteId = :site", StoredPairing.class)
                .setParameter("site", site.toString())
                .getResultList();
    }

    /// All that are under way or in force with an organisation, locked.
    static Uni<List<StoredPairing>> lockLivingOf(Mutiny.Session session, OrgId organisation) {
        return session.createQuery(
                        "from StoredPairing where living and orgId = :org order by createdAt, id", StoredPairing.class)
                .setParameter("org", organisation.toString())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setMaxResults(MAX_LISTED)
                .getResultList();
    }

    static Uni<List<StoredPairing>> everActive(Mutiny.Session session, SiteId site) {
        return session.createQuery(
                        "from StoredPairing where siteId = :site and state in ('Active', 'Revoked')"
                                + " order by living desc, changedAt desc",
                        StoredPairing.class)
                .setParameter("site", site.toString())
                .setMaxResults(1)
                .getResultList();
    }

    static Uni<List<String>> due(Mutiny.Session session, Instant now) {
        return session.createQuery(
                        "select id from StoredPairing where living and deadline <= :now order by deadline",
                        String.class)
                .setParameter("now", now)
                .setMaxResults(EXPIRY_BATCH)
                .getResultList();
    }

    static Uni<List<String>> petnames(Mutiny.Session session, String exceptId) {
        return session.createQuery(
                        "select petname from StoredPairing where living and petname is not null and id <> :id",
                        String.class)
                .setParameter("id", exceptId)
                .getResultList();
    }

    /// A site that took another one's place and has lost its memory of us was paired anew: the pairing of before is
    /// over.
    static Uni<Void> closeMoved(Mutiny.Session session, StoredPairing anew, Instant now) {
        return livingWith(session, SiteId.parse(anew.siteId))
                .invoke(rows -> rows.stream()
                        .filter(row -> row.movedFrom != null && !row.id.equals(anew.id))
                        .forEach(row -> row.close("paired anew as " + anew.id, now)))
                .replaceWithVoid();
    }

    static Uni<Reception.Census> census(Mutiny.Session session, SiteId from) {
        return session.createQuery("select count(*) from StoredPairing where state = 'Asked'", Long.class)
                .getSingleResult()
                .chain(asked -> livingWith(session, from).map(rows -> census(asked.intValue(), rows)));
    }

    private static Reception.Census census(int asked, List<StoredPairing> withThem) {
        return new Reception.Census(
                asked,
                (int) withThem.stream().filter(row -> row.state.equals("Asked")).count(),
                withThem.stream()
                        .filter(row -> row.state.equals("Offered"))
                        .map(row -> PairingId.parse(row.id))
                        .findFirst());
    }

    static PairingId id(StoredPairing row) {
        return PairingId.parse(row.id);
    }
}
