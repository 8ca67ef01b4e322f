package dev.kontor.identity.audit;

import dev.kontor.identity.log.SiteLog;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.log.Commitment;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Performs administrative acts so that each leaves its trace: a done one in the transaction that does it, a
/// refused one in a transaction of its own. Notes also what partners' sites do to what admins decide about. Each
/// entry is a leaf of the site's log, which holds a commitment to its words and not the words.
@ApplicationScoped
public class Audit {
    private static final String WITHOUT_LEAF = "from AuditEntry a where not exists (select 1 from LeafRow l"
            + " where l.kind = 'ACT' and l.subject = cast(a.position as string)) order by a.position";

    private final SiteLog log;
    private final SecureRandom random;
    private final Clock clock;

    Audit(SiteLog log, SecureRandom random, Clock clock) {
        this.log = log;
        this.random = random;
        this.clock = clock;
    }

    /// Does the work and its audit entry in one transaction.
    ///
    /// @param work may fail with a [ProblemException], which is the refusal
    public <T> Uni<T> perform(Act act, Function<Mutiny.Session, Uni<T>> work) {
        return log.<T>transact(session -> work.apply(session).call(() -> enter(session, act, AuditEntry.DONE, "")))
                .onFailure(ProblemException.class)
                .call(refusal -> refused(act, String.valueOf(refusal.getMessage())));
    }

    /// Notes in the caller's transaction what was done by somebody else than an admin: a partner's site, or time.
    public Uni<Void> note(Mutiny.Session session, Act act, String detail) {
        return enter(session, act, AuditEntry.DONE, detail);
    }

    /// Puts a record that an act has signed into the site's log, in the caller's transaction.
    ///
    /// @param subject the id of the grant
    public Uni<Void> keep(Mutiny.Session session, LogLeaf.Kind kind, Instant at, SignedRecord record, String subject) {
        return log.keep(session, kind, at, record, subject);
    }

    /// Gives entries of older databases their leaves.
    ///
    /// @return how many; none when all have theirs
    public Uni<Integer> catchUp(Mutiny.Session session, int most) {
        return session.createQuery(WITHOUT_LEAF, AuditEntry.class)
                .setMaxResults(most)
                .getResultList()
                .chain(entries -> each(session, entries).replaceWith(entries.size()));
    }

    private Uni<Void> each(Mutiny.Session session, List<AuditEntry> entries) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (AuditEntry entry : entries) {
            Bytes salt = salt();
            entry.salt = salt;
            all = all.chain(() -> log.add(session, entry.leaf(salt), String.valueOf(entry.position)));
        }
        return all;
    }

    private Uni<Void> enter(Mutiny.Session session, Act act, String outcome, String detail) {
        Bytes salt = salt();
        AuditEntry entry = new AuditEntry(clock.instant(), act, outcome, detail, salt);
        return session.persist(entry).chain(() -> log.add(session, entry.leaf(salt), String.valueOf(entry.position)));
    }

    private Uni<Void> refused(Act act, String reason) {
        return log.transact(session -> enter(session, act, AuditEntry.REFUSED, reason));
    }

    private Bytes salt() {
        byte[] salt = new byte[Commitment.SALT_SIZE];
        random.nextBytes(salt);
        return Bytes.of(salt);
    }
}
