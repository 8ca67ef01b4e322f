package dev.kontor.transfer.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.transfer.fetch.LiveTransfers;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.Transfers;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Tells listeners, once a second, of the transfers that look different from what they heard last. Nothing is
/// queued: a listener that is slow hears the newest state when it is ready for it. Listening is safe for any
/// thread; one thread tells.
@ApplicationScoped
class TransferEvents {
    private static final Logger LOG = Logger.getLogger(TransferEvents.class);

    // Our choice.
    private static final int MAX_LISTENERS = 32;
    private static final int MOST_TRANSFERS = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Transfers transfers;
    private final LiveTransfers live;
    private final ObjectMapper json;
    private final Clock clock;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    TransferEvents(Transfers transfers, LiveTransfers live, ObjectMapper json, Clock clock) {
        this.transfers = transfers;
        this.live = live;
        this.json = json;
        this.clock = clock;
    }

    /// What a listener hears.
    sealed interface Told {
        /// Transfers as they are now, as a JSON list.
        record Changed(long id, String views) implements Told {}

        /// Nothing new, and the line is in order.
        record Heartbeat() implements Told {}
    }

    private record Row(Transfer transfer, TransferView view) {}

    /// One who listens. Everything but its end is the telling thread's.
    private static final class Listener {
        private final MultiEmitter<? super Told> emitter;
        private final Instant heardUntil;
        private final Instant ends;
        private final Map<String, TransferView> heard = new HashMap<>();
        private Instant lastTold = Instant.MIN;

        Listener(MultiEmitter<? super Told> emitter, Instant heardUntil, Instant ends) {
            this.emitter = emitter;
            this.heardUntil = heardUntil;
            this.ends = ends;
        }

        /// What it has not heard yet. Of what was over before it lost the line it has heard.
        private List<TransferView> news(List<Row> rows) {
            boolean first = lastTold.equals(Instant.MIN);
            List<TransferView> news = new ArrayList<>();
            Map<String, TransferView> now = new HashMap<>();
            for (Row row : rows) {
                String id = row.view().transferId().toString();
                boolean old = first && row.transfer().times().updatedAt().isBefore(heardUntil);
                if (!row.view().equals(heard.get(id)) && !(old && row.view().holders() == null)) {
                    news.add(row.view());
                }
                now.put(id, row.view());
            }
            heard.clear();
            heard.putAll(now);
            return news;
        }
    }

    /// Listens until the caller's session ends, or for a quarter of an hour; who wants more listens again.
    ///
    /// @param heardUntil of what changed before, the caller has heard
    Multi<Told> listen(Instant heardUntil, Instant sessionEnds) {
        if (listeners.size() >= MAX_LISTENERS) {
            throw ProblemType.TOO_MANY_REQUESTS.because(
                    "At most " + MAX_LISTENERS + " listen to transfers at a time; ask GET /api/v1/transfers instead.");
        }
        Instant latest = clock.instant().plus(LONGEST);
        Instant ends = sessionEnds.isBefore(latest) ? sessionEnds : latest;
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Listener listener = new Listener(emitter, heardUntil, ends);
                            emitter.onTermination(() -> listeners.remove(listener));
                            listeners.add(listener);
                        },
                        BackPressureStrategy.DROP);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tell() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            Instant now = clock.instant();
            List<Row> rows = transfers.list(MOST_TRANSFERS).stream()
                    .map(transfer -> new Row(transfer, TransferView.of(transfer, live.find(transfer.id()), now)))
                    .toList();
            for (Listener listener : listeners) {
                tell(listener, rows, now);
            }
        } catch (RuntimeException | JsonProcessingException failure) {
            LOG.warnf("listeners are told nothing now reason=%s", failure.getMessage());
        }
    }

    private void tell(Listener listener, List<Row> rows, Instant now) throws JsonProcessingException {
        if (!now.isBefore(listener.ends)) {
            listener.emitter.complete();
        } else if (listener.emitter.requested() > 0) {
            boolean first = listener.lastTold.equals(Instant.MIN);
            List<TransferView> news = listener.news(rows);
            if (first || !news.isEmpty()) {
                listener.lastTold = now;
                listener.emitter.emit(new Told.Changed(now.toEpochMilli(), json.writeValueAsString(news)));
            } else if (listener.lastTold.plus(HEARTBEAT).isBefore(now)) {
                listener.lastTold = now;
                listener.emitter.emit(new Told.Heartbeat());
            }
        }
    }
}
