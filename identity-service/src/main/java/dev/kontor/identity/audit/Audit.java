package dev.kontor.identity.audit;

import dev.kontor.kit.bus.Outbox;
import dev.kontor.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Performs administrative acts so that each leaves its trace: a done one in the transaction that does it, a refused
/// one in a transaction of its own. Notes also what partners' sites do to what admins decide about.
@ApplicationScoped
public class Audit {
    private static final String DONE = "done";
    private static final String REFUSED = "refused";

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final Clock clock;

    Audit(Mutiny.SessionFactory sessions, Outbox outbox, Clock clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Does the work and its audit entry in one transaction.
    ///
    /// @param work may fail with a [ProblemException], which is the refusal
    public <T> Uni<T> perform(Act act, Function<Mutiny.Session, Uni<T>> work) {
        return outbox.<T>transact(session ->
                        work.apply(session).call(() -> session.persist(new AuditEntry(clock.instant(), act, DONE, ""))))
                .onFailure(ProblemException.class)
                .call(refusal -> refused(act, String.valueOf(refusal.getMessage())));
    }

    /// Notes in the caller's transaction what was done by somebody else than an admin: a partner's site, or time.
    public Uni<Void> note(Mutiny.Session session, Act act, String detail) {
        return session.persist(new AuditEntry(clock.instant(), act, DONE, detail));
    }

    private Uni<Void> refused(Act act, String reason) {
        return sessions.withTransaction(
                session -> session.persist(new AuditEntry(clock.instant(), act, REFUSED, reason)));
    }
}
