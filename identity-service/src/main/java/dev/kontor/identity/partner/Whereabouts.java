package dev.kontor.identity.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.identity.revision.TrustRevision;
import dev.kontor.kit.bus.Event;
import dev.kontor.kit.bus.EventListener;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.event.DescriptorChanged;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/// Keeps partners' descriptors up to date, so that they stay partners when their addresses change. Only addresses may
/// change this way: the organisation and the pinned authority stay as they were when the partner was approved.
@ApplicationScoped
class Whereabouts implements EventListener {
    private final ObjectMapper json;
    private final Clock clock;

    Whereabouts(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.DESCRIPTOR_CHANGED);
    }

    @Override
    public Uni<Void> on(Event event, Mutiny.Session session) {
        DescriptorChanged change;
        try {
            change = json.treeToValue(event.data(), DescriptorChanged.class);
        } catch (JsonProcessingException malformed) {
            return Uni.createFrom().failure(malformed);
        }
        return Pairings.livingWith(session, change.siteId()).chain(rows -> update(session, rows, change.record()));
    }

    private Uni<Void> update(Mutiny.Session session, List<StoredPairing> rows, Bytes record) {
        Instant now = clock.instant();
        List<StoredPairing> outdated =
                rows.stream().filter(row -> newer(row, record, now)).toList();
        outdated.forEach(row -> row.descriptor = record);
        return outdated.isEmpty()
                ? Uni.createFrom().voidItem()
                : TrustRevision.next(session).replaceWithVoid();
    }

    private static boolean newer(StoredPairing row, Bytes record, Instant now) {
        try {
            Descriptor known =
                    Descriptor.decode(SignedRecord.parse(row.descriptor).payload());
            return Descriptor.verify(SignedRecord.parse(record), known.orgId(), known.siteId(), now)
                            instanceof Verdict.Verified<Descriptor> verified
                    && verified.value().siteId().equals(known.siteId())
                    && verified.value().orgId().equals(known.orgId())
                    && verified.value().caKeyHash().equals(row.caKeyHash)
                    && verified.value().validity().sequence() > known.validity().sequence();
        } catch (MalformedException malformed) {
            return false;
        }
    }
}
