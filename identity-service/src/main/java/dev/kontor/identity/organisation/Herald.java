package dev.kontor.identity.organisation;

import dev.kontor.identity.delivery.Courier;
import dev.kontor.identity.delivery.Letters;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.partner.PartnerBook.Addressee;
import dev.kontor.identity.signing.OwnDescriptors;
import dev.kontor.identity.site.NextSite;
import dev.kontor.identity.site.OurSite;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// Tells partners that our organisation's log has grown: in the transaction that makes it grow, and again at the next
/// look if a crash came between. Which head was told stands beside the letters, so nobody is told twice.
@ApplicationScoped
class Herald {
    private static final Logger LOG = Logger.getLogger(Herald.class);

    private final OurSite site;
    private final OwnDescriptors descriptors;
    private final Courier courier;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;

    Herald(OurSite site, OwnDescriptors descriptors, Courier courier, Mutiny.SessionFactory sessions, Clock clock) {
        this.site = site;
        this.descriptors = descriptors;
        this.courier = courier;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Scheduled(
            every = "${kontor.organisation.news.every:10s}",
            delayed = "${kontor.organisation.news.every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return sessions.withTransaction(this::tell).invoke(courier::wake);
    }

    /// Writes the letters, in the caller's transaction; the courier is to be woken after it.
    Uni<Void> tell(Mutiny.Session session) {
        return Told.lock(session).chain(told -> {
            Bytes head = site.next().organisation().headDigest();
            return Optional.of(head).equals(Optional.ofNullable(told.head))
                    ? Uni.createFrom().voidItem()
                    : descriptors
                            .following(session)
                            .chain(descriptor -> descriptor
                                    .map(ours -> write(session, told, head, ours))
                                    .orElseGet(() -> Uni.createFrom().voidItem()));
        });
    }

    private Uni<Void> write(Mutiny.Session session, Told told, Bytes head, Bytes descriptor) {
        NextSite next = site.next();
        OrganisationNotice notice = new OrganisationNotice(next.log(), SignedRecord.parse(descriptor));
        Bytes signed = next.sign(OrganisationNotice.TYPE, notice.encode()).encoded();
        told.head = head;
        return PartnerBook.addressees(session).chain(all -> post(session, all, signed));
    }

    private Uni<Void> post(Mutiny.Session session, List<Addressee> all, Bytes notice) {
        Instant now = clock.instant();
        LOG.infof("organisation's log told to partners count=%d", all.size());
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Letters.hurry(session, all.stream().map(Addressee::site).toList(), now)
                        .chain(() -> Letters.post(
                                session,
                                all.stream()
                                        .map(to -> Letters.ofLog(notice, to.site(), to.descriptor(), now))
                                        .toList()));
    }
}
