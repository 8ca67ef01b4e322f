package dev.kontor.discovery.announce;

import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.wire.bytes.Bytes;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// What this site says to have: the storage keys that transfer-service names. Has a provider record signed for each and
/// published, and signed again when half of its time is over. They are not kept over a restart: whoever named them
/// names them again.
@ApplicationScoped
class Holdings {
    private static final Logger LOG = Logger.getLogger(Holdings.class);

    // Our choice.
    private static final Duration RENEW_AFTER = Duration.ofHours(12);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(15);
    private static final int SIGNED_AT_ONCE = 256;

    private final Identity identity;
    private final OwnRecords records;
    private final Clock clock = Clock.systemUTC();
    private volatile Set<Bytes> named = Set.of();
    private Set<Bytes> published = Set.of();
    private Instant renewAt = Instant.EPOCH;
    private Instant retryAt = Instant.EPOCH;

    Holdings(@RestClient Identity identity, OwnRecords records) {
        this.identity = identity;
        this.records = records;
    }

    /// From now on we have these, and nothing else.
    void name(Set<Bytes> storageKeys) {
        named = Set.copyOf(storageKeys);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publishWhenDue() {
        Set<Bytes> wanted = named;
        Instant now = clock.instant();
        boolean wants = !wanted.equals(published) || (!wanted.isEmpty() && !renewAt.isAfter(now));
        if (!wants || retryAt.isAfter(now)) {
            return Uni.createFrom().voidItem();
        }
        return sign(List.copyOf(wanted))
                .invoke(signed -> {
                    records.holdings(signed);
                    published = wanted;
                    renewAt = clock.instant().plus(RENEW_AFTER);
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> {
                    retryAt = clock.instant().plus(RETRY_AFTER);
                    LOG.warnf("provider records not signed, trying again reason=%s", failure);
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<Publication>> sign(List<Bytes> keys) {
        List<List<Bytes>> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += SIGNED_AT_ONCE) {
            parts.add(keys.subList(from, Math.min(keys.size(), from + SIGNED_AT_ONCE)));
        }
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> identity.providerRecords(new Identity.ProviderRequest(part))
                        .map(signed -> publications(part, signed.records())))
                .collect()
                .asList()
                .map(all -> all.stream().flatMap(List::stream).toList());
    }

    private static List<Publication> publications(List<Bytes> keys, List<Bytes> signed) {
        List<Publication> publications = new ArrayList<>();
        for (int i = 0; i < Math.min(keys.size(), signed.size()); i++) {
            publications.add(new Publication(RecordKey.ofProvider(keys.get(i)), signed.get(i)));
        }
        return publications;
    }
}
