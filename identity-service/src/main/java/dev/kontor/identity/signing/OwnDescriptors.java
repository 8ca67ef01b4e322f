package dev.kontor.identity.signing;

import dev.kontor.identity.site.NextSite;
import dev.kontor.identity.site.OurSite;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Signs this site's descriptors, each with a higher sequence number than the last, and remembers the last one: it is
/// what we show of ourselves in a handshake.
@ApplicationScoped
public class OwnDescriptors {
    /// Specification of the site: discovery asks for a new one well before this is over.
    static final Duration LIFE = Duration.ofHours(24);

    private final OurSite site;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;

    OwnDescriptors(OurSite site, Mutiny.SessionFactory sessions, Clock clock) {
        this.site = site;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Signs a new descriptor.
    ///
    /// @throws IllegalArgumentException (as failure) when it would be too large
    Uni<SignedRecord> sign(List<Endpoint> endpoints, List<SiteName> names) {
        return sessions.withTransaction(
                session -> session.find(OwnDescriptor.class, OwnDescriptor.ONLY, LockModeType.PESSIMISTIC_WRITE)
                        .chain(last -> remember(session, last, endpoints, names)));
    }

    private Uni<SignedRecord> remember(
            Mutiny.Session session, @Nullable OwnDescriptor last, List<Endpoint> endpoints, List<SiteName> names) {
        Instant now = clock.instant();
        long sequence = Math.max(now.getEpochSecond(), last == null ? 0 : last.sequence + 1);
        SignedRecord record = descriptor(sequence, now, endpoints, names);
        if (last == null) {
            return session.persist(new OwnDescriptor(sequence, record.encoded(), now))
                    .replaceWith(record);
        }
        last.sequence = sequence;
        last.record = record.encoded();
        last.signedAt = now;
        return Uni.createFrom().item(record);
    }

    private SignedRecord descriptor(long sequence, Instant now, List<Endpoint> endpoints, List<SiteName> names) {
        NextSite next = site.next();
        Descriptor descriptor = new Descriptor(
                next.siteKey(),
                next.organisation().orgId(),
                new Validity(sequence, now, now.plus(LIFE)),
                endpoints,
                next.authority().keyHash(),
                List.of(HpkeKey.of(next.hpkeKey())),
                next.membership(),
                names);
        SignedRecord record = next.sign(Descriptor.TYPE, descriptor.encode());
        if (record.encoded().size() > Descriptor.MAX_RECORD) {
            throw new IllegalArgumentException("a descriptor has at most " + Descriptor.MAX_RECORD + " bytes, not "
                    + record.encoded().size() + "; drop endpoints or names");
        }
        return record;
    }

    /// A descriptor of this site as the organisation's log has it now: the last one, or, when that is of the site that
    /// we
    /// were before, a new one with the same addresses. Nothing while there has been none.
    public Uni<Optional<Bytes>> following(Mutiny.Session session) {
        return session.find(OwnDescriptor.class, OwnDescriptor.ONLY, LockModeType.PESSIMISTIC_WRITE)
                .chain(last -> {
                    if (last == null) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    Descriptor said =
                            Descriptor.decode(SignedRecord.parse(last.record).payload());
                    boolean good = ofNow(last) && last.signedAt.plus(LIFE).isAfter(clock.instant());
                    return good
                            ? Uni.createFrom().item(Optional.of(last.record))
                            : remember(session, last, said.endpoints(), said.names())
                                    .map(record -> Optional.of(record.encoded()));
                });
    }

    /// The last descriptor, also one that has expired: what it says of our keys was so.
    public Uni<Optional<Bytes>> last(Mutiny.Session session) {
        return session.find(OwnDescriptor.class, OwnDescriptor.ONLY)
                .map(last -> Optional.ofNullable(last).map(row -> row.record));
    }

    /// The last descriptor, as long as it holds.
    public Uni<Optional<Bytes>> current(Mutiny.Session session) {
        Instant now = clock.instant();
        return session.find(OwnDescriptor.class, OwnDescriptor.ONLY)
                .map(last -> Optional.ofNullable(last)
                        .filter(row -> row.signedAt.plus(LIFE).isAfter(now))
                        .filter(this::ofNow)
                        .map(row -> row.record));
    }

    private boolean ofNow(OwnDescriptor row) {
        Descriptor said = Descriptor.decode(SignedRecord.parse(row.record).payload());
        NextSite next = site.next();
        return said.siteKey().equals(next.siteKey())
                && said.orgId().equals(next.organisation().orgId());
    }
}
