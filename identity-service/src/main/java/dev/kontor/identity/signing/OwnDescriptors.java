package dev.kontor.identity.signing;

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
        Descriptor descriptor = new Descriptor(
                site.siteKey(),
                site.orgId(),
                new Validity(sequence, now, now.plus(LIFE)),
                endpoints,
                site.authority().keyHash(),
                List.of(HpkeKey.of(site.hpkeKey())),
                site.membership(),
                names);
        SignedRecord record = site.sign(Descriptor.TYPE, descriptor.encode());
        if (record.encoded().size() > Descriptor.MAX_RECORD) {
            throw new IllegalArgumentException("a descriptor has at most " + Descriptor.MAX_RECORD + " bytes, not "
                    + record.encoded().size() + "; drop endpoints or names");
        }
        return record;
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
                        .map(row -> row.record));
    }
}
