package dev.kontor.identity.log;

import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.sign.SignedRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Remembers the newest head of each partner's log, and finds out when two heads cannot be of one log: another tree of
/// the same size, or a later one that is shorter.
@ApplicationScoped
public class PartnerLogs {
    /// A partner's clock may be set back by this much.
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final Clock clock;
    private final MeterRegistry meters;

    PartnerLogs(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /// Takes note of a head whose signature was checked, in the caller's transaction.
    ///
    /// @return what shows that the partner rewrote its past, the first time
    public Uni<Optional<String>> see(Mutiny.Session session, SignedRecord record) {
        Checkpoint head = Checkpoint.decode(record.payload());
        return session.find(PartnerLog.class, head.origin().toString(), LockModeType.PESSIMISTIC_WRITE)
                .chain(known -> known == null
                        ? session.persist(new PartnerLog(head, record, clock.instant()))
                                .replaceWith(Optional.<String>empty())
                        : Uni.createFrom().item(compare(known, head, record)));
    }

    private Optional<String> compare(PartnerLog known, Checkpoint head, SignedRecord record) {
        Optional<String> fault = contradiction(known.head(), head);
        if (fault.isPresent() && known.fault == null) {
            known.contradict(record, fault.get(), clock.instant());
            meters.counter("kontor.partner.logs.rewritten").increment();
            return fault;
        }
        if (fault.isEmpty() && head.size() > known.head().size()) {
            known.advance(record, clock.instant());
        }
        return Optional.empty();
    }

    /// The site whose log it is.
    public static String origin(SignedRecord record) {
        return Checkpoint.decode(record.payload()).origin().toString();
    }

    static Optional<String> contradiction(Checkpoint held, Checkpoint head) {
        if (held.size() == head.size() && !held.root().equals(head.root())) {
            return Optional.of("two different logs of %d entries are signed".formatted(head.size()));
        }
        boolean shorter = head.size() < held.size()
                ? head.at().isAfter(held.at().plus(SKEW))
                : head.size() > held.size() && held.at().isAfter(head.at().plus(SKEW));
        return shorter
                ? Optional.of("a log of %d entries at %s and one of %d at %s are signed"
                        .formatted(held.size(), held.at(), head.size(), head.at()))
                : Optional.empty();
    }

    Uni<List<PartnerLog>> all(Mutiny.Session session) {
        return session.createQuery("from PartnerLog order by siteId", PartnerLog.class)
                .setMaxResults(5000)
                .getResultList();
    }
}
