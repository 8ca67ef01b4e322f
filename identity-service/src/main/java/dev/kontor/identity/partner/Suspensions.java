package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.pairing.Command;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What admins decide about partners that are suspended: after they have asked the partner by another way which of the
/// two histories is its own.
@ApplicationScoped
class Suspensions {
    private final Audit audit;
    private final Desk desk;
    private final Chronicle chronicle;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;

    Suspensions(Audit audit, Desk desk, Chronicle chronicle, Mutiny.SessionFactory sessions, Clock clock) {
        this.audit = audit;
        this.desk = desk;
        this.chronicle = chronicle;
        this.sessions = sessions;
        this.clock = clock;
    }

    Uni<PartnerLogView> log(String key) {
        return sessions.withSession(session -> known(session, key)
                .chain(row -> session.find(StoredFork.class, row.orgId).map(fork -> PartnerLogView.of(row, fork))));
    }

    /// Goes on with the partner.
    ///
    /// @param other whether the history that came second is believed from now on
    Uni<PartnerStatus> resume(String actor, String key, boolean other) {
        Act act = new Act(actor, "partner.resume", key);
        return audit.perform(act, session -> known(session, key).chain(row -> resume(session, row, actor, other)))
                .map(PartnerStatus::from);
    }

    private Uni<StoredPairing> resume(Mutiny.Session session, StoredPairing row, String actor, boolean other) {
        if (!row.suspended()) {
            throw ProblemType.WRONG_STATE.because("The partner " + row.name() + " is not suspended.");
        }
        return session.find(StoredFork.class, row.orgId, LockModeType.PESSIMISTIC_WRITE)
                .chain(fork -> Pairings.lockLivingOf(session, OrgId.parse(row.orgId))
                        .chain(rows -> resume(session, rows, fork, actor, other)))
                .replaceWith(row);
    }

    private Uni<Void> resume(
            Mutiny.Session session, List<StoredPairing> rows, @Nullable StoredFork fork, String actor, boolean other) {
        rows.forEach(row -> {
            row.suspendedAt = null;
            row.suspendedReason = null;
        });
        Uni<Void> followed = Uni.createFrom().voidItem();
        if (fork != null) {
            fork.resolve(actor, clock.instant());
            if (other) {
                SignedRecord shown = SignedRecord.parse(rows.getFirst().descriptor);
                followed = chronicle
                        .follow(session, rows, OrgLog.decode(fork.other), shown)
                        .replaceWithVoid();
            }
        }
        for (StoredPairing row : rows) {
            followed = followed.chain(() -> desk.tell(session, row));
        }
        return followed;
    }

    private static Uni<StoredPairing> known(Mutiny.Session session, String key) {
        return Pairings.lock(session, key, Command.REVOKE).map(row -> row.orElseThrow(() -> Refusals.unknown(key)));
    }
}
