package dev.kontor.identity.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The letters that wait. Each site gets its letters one after another in the order in which they were written; a
/// letter that is being delivered is out of reach of other instances for the time of its lease.
@ApplicationScoped
class Queue {
    private static final int BATCH = 32;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int MAX_FAILURE_CHARACTERS = 500;
    private static final String DUE = """
            select * from letter l where l.next_at <= :now
            and not exists (select 1 from letter e where e.site_id = l.site_id and e.id < l.id)
            order by l.next_at limit :batch for update skip locked""";

    private final Mutiny.SessionFactory sessions;

    Queue(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// Takes letters that are due.
    Uni<List<Letter>> take(Instant now) {
        return sessions.withTransaction(session -> session.createNativeQuery(DUE, Letter.class)
                .setParameter("now", now)
                .setParameter("batch", BATCH)
                .getResultList()
                .invoke(letters -> letters.forEach(letter -> {
                    letter.attempts++;
                    letter.nextAt = now.plus(LEASE);
                })));
    }

    /// The letter is delivered, or given up.
    Uni<Void> remove(Letter letter) {
        return sessions.withTransaction(session -> session.createMutationQuery("delete from Letter where id = :id")
                .setParameter("id", letter.id)
                .executeUpdate()
                .replaceWithVoid());
    }

    /// The delivery failed: another time.
    Uni<Void> putBack(Letter letter, Instant nextAt, String failure) {
        String fitting =
                failure.length() <= MAX_FAILURE_CHARACTERS ? failure : failure.substring(0, MAX_FAILURE_CHARACTERS);
        return sessions.withTransaction(session -> session.createMutationQuery(
                        "update Letter set nextAt = :next, lastFailure = :failure where id = :id")
                .setParameter("next", nextAt)
                .setParameter("failure", fitting)
                .setParameter("id", letter.id)
                .executeUpdate()
                .replaceWithVoid());
    }
}
