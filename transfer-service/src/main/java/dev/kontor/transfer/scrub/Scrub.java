package dev.kontor.transfer.scrub;

import dev.kontor.transfer.fetch.Mending;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.snapshot.Damages;
import dev.kontor.transfer.snapshot.PieceLost;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.id.SnapshotId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Walks over the piece store, all of it once in the configured time, or at once when somebody asks, and mends what it
/// finds. One walk at a time; every step may be done again without harm.
@ApplicationScoped
class Scrub {
    private static final Logger LOG = Logger.getLogger(Scrub.class);

    // Our choice: some 20 MB of memory, whatever the size of the catalogue.
    private static final long MAX_NEEDED = 100_000;

    private final Passes passes;
    private final Snapshots snapshots;
    private final Damages damages;
    private final Mending mending;
    private final Pieces pieces;
    private final Settings settings;
    private final ReentrantLock walking = new ReentrantLock();

    /// What is walked over, with what, when, and what is counted.
    @Singleton
    static class Pieces {
        private final PieceStore store;
        private final Workers workers;
        private final Clock clock;
        private final MeterRegistry meters;

        Pieces(PieceStore store, Workers workers, Clock clock, MeterRegistry meters) {
            this.store = store;
            this.workers = workers;
            this.clock = clock;
            this.meters = meters;
        }

        /// As the database keeps it.
        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    Scrub(Passes passes, Snapshots snapshots, Damages damages, Mending mending, Pieces pieces, Settings settings) {
        this.passes = passes;
        this.snapshots = snapshots;
        this.damages = damages;
        this.mending = mending;
        this.pieces = pieces;
        this.settings = settings;
    }

    @Scheduled(every = "30s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void background() throws InterruptedException {
        if (!settings.scrub().every().isZero()) {
            Pass known = passes.current().orElse(null);
            Pass due = known == null
                    ? Pass.begin(pieces.now(), false)
                    : known.at(pieces.now(), settings.scrub().every());
            if (!due.equals(known)) {
                passes.begin(due);
            }
        }
        walk();
    }

    /// Begins a pass now that runs through; the one that runs is over.
    Pass demand() {
        Pass pass = Pass.begin(pieces.now(), true);
        passes.begin(pass);
        Thread.ofVirtual().name("scrub").start(() -> {
            try {
                walk();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        return pass;
    }

    /// What a reader found need not be found again; a partner's snapshot is mended when it is next asked for, or here.
    void lost(@ObservesAsync PieceLost found) {
        try {
            Set<SnapshotId> lacking = new HashSet<>();
            snapshots.eachPiece((snapshot, piece) -> {
                if (piece.equals(found.piece())) {
                    lacking.add(snapshot);
                }
            });
            lacking.forEach(snapshot -> damages.enter(snapshot, 1, pieces.now()));
        } catch (RuntimeException failure) {
            LOG.warnf("damage is left to the next scrub piece=%s reason=%s", found.piece(), failure.getMessage());
        }
    }

    private void walk() throws InterruptedException {
        // Whoever walks already sees the demand at its next step.
        if (!walking.tryLock()) {
            return;
        }
        try {
            boolean all = stride();
            mending.mend(all);
        } catch (IOException | RuntimeException failure) {
            LOG.warnf("scrub waits reason=%s", failure.getMessage());
        } finally {
            walking.unlock();
        }
    }

    /// Goes on until nothing is due; tells whether somebody had asked for it.
    private boolean stride() throws IOException, InterruptedException {
        boolean demanded = false;
        Pass pass = passes.current().orElse(null);
        while (pass != null
                && pass.shard() < pass.due(pieces.now(), settings.scrub().every())) {
            demanded |= pass.demanded();
            Pass after = step(pass);
            passes.save(after);
            if (after.damaged() > pass.damaged()) {
                mending.mend(demanded);
            }
            pass = passes.current().orElse(null);
        }
        return demanded;
    }

    private Pass step(Pass pass) throws IOException, InterruptedException {
        int due = pass.due(pieces.now(), settings.scrub().every());
        long perShard = Math.max(1, snapshots.countPieces() / PieceStore.SHARDS);
        int to = Math.clamp(pass.shard() + MAX_NEEDED / perShard, pass.shard() + 1, due);
        Pace pace = new Pace(settings.scrub().bytesPerSecond());
        Findings found =
                new Inspection(pieces.store, pieces.workers, pace, needed(pass.shard(), to)).look(pass.shard(), to);
        found.lacking().forEach((snapshot, count) -> damages.enter(snapshot, count, pieces.now()));
        pieces.meters.counter("kontor.scrub.pieces").increment((double) found.pieces());
        pieces.meters.counter("kontor.scrub.bytes").increment((double) found.bytes());
        pieces.meters.counter("kontor.scrub.damaged").increment((double) found.damaged());
        return pass.plus(found, to, pieces.now());
    }

    private Map<PieceId, List<SnapshotId>> needed(int from, int to) {
        Map<PieceId, List<SnapshotId>> needed = new HashMap<>();
        snapshots.eachPiece((snapshot, piece) -> {
            int shard = PieceStore.shardOf(piece);
            if (shard >= from && shard < to) {
                needed.computeIfAbsent(piece, _ -> new ArrayList<>(1)).add(snapshot);
            }
        });
        return needed;
    }
}
