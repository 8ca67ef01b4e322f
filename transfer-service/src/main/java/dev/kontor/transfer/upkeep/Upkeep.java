package dev.kontor.transfer.upkeep;

import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.content.PieceId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/// Removes what is no longer needed, once an hour: marks what snapshots refer to, sweeps the rest.
///
/// The store keeps young pieces and those that a publication or transfer has touched, so the mark need not be taken at
/// one instant. It holds eight bytes of each piece id; two ids that begin alike only keep a piece too long.
@ApplicationScoped
class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    // Our choice.
    private static final Duration REMEMBER_TRANSFERS = Duration.ofDays(90);

    private final Snapshots snapshots;
    private final Transfers transfers;
    private final PieceStore store;
    private final Settings settings;
    private final Clock clock;
    private final Counter collected;

    Upkeep(
            Snapshots snapshots,
            Transfers transfers,
            PieceStore store,
            Settings settings,
            Clock clock,
            MeterRegistry meters) {
        this.snapshots = snapshots;
        this.transfers = transfers;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.collected = Counter.builder("kontor.pieces.collected").register(meters);
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tidy() throws IOException {
        int old = snapshots.removeOld(settings.keep());
        Set<Long> marked = new HashSet<>();
        snapshots.eachPiece(piece -> marked.add(mark(piece)));
        long pieces = store.collect(piece -> marked.contains(mark(piece)));
        int rows = transfers.forgetBefore(clock.instant().minus(REMEMBER_TRANSFERS));
        collected.increment((double) pieces);
        LOG.infof("tidied snapshots=%d pieces=%d transfers=%d", old, pieces, rows);
    }

    private static long mark(PieceId piece) {
        ByteBuffer bytes = piece.bytes().toBuffer();
        return bytes.getLong();
    }
}
