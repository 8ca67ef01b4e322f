package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.delivery.Courier;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.identity.pairing.Step;
import dev.kontor.wire.id.PairingId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Lets pairings expire whose time is over.
@ApplicationScoped
class Expiry {
    private final OurPart ours;
    private final Desk desk;
    private final SiteLog log;
    private final Courier courier;
    private final Mutiny.SessionFactory sessions;

    Expiry(OurPart ours, Desk desk, SiteLog log, Courier courier, Mutiny.SessionFactory sessions) {
        this.ours = ours;
        this.desk = desk;
        this.log = log;
        this.courier = courier;
        this.sessions = sessions;
    }

    @Scheduled(
            every = "${kontor.pairing.expiry.every:30s}",
            delayed = "${kontor.pairing.expiry.every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expireDue() {
        return sessions.withSession(session -> Pairings.due(session, ours.now()))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::expire)
                .collect()
                .asList()
                .invoke(courier::wake)
                .replaceWithVoid();
    }

    private Uni<Boolean> expire(String id) {
        return log.transact(
                session -> Pairings.lock(session, PairingId.parse(id)).chain(row -> tick(session, row)));
    }

    private Uni<Boolean> tick(Mutiny.Session session, Optional<StoredPairing> row) {
        return row.isPresent() && ours.handshake().tick(row.get().pairing(), ours.now()) instanceof Step.Taken taken
                ? desk.proceed(session, row.get(), taken)
                        .call(expired -> desk.note(
                                session,
                                new Act(PartnerActs.OURSELVES, "partner.expire", expired.name()),
                                "pairing " + expired.id))
                        .replaceWith(true)
                : Uni.createFrom().item(false);
    }
}
