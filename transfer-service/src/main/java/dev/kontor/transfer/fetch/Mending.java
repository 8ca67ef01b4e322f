package dev.kontor.transfer.fetch;

import dev.kontor.transfer.snapshot.Damage;
import dev.kontor.transfer.snapshot.Damages;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Brings back what damaged snapshots lack, again and again until it is here or the snapshot is not kept any more. One
/// of ours that nobody can give back and that a newer, whole one has replaced is dropped: who still fetches it is told
/// to
/// ask for the latest. Blocks; for virtual threads.
@ApplicationScoped
public class Mending {
    private static final Logger LOG = Logger.getLogger(Mending.class);

    // Our choice.
    private static final int AT_ONCE = 100;

    private final Damages damages;
    private final Snapshots snapshots;
    private final Healer healer;
    private final Clock clock;
    private final AtomicLong open = new AtomicLong();
    private final Counter mended;

    Mending(Damages damages, Snapshots snapshots, Healer healer, Clock clock, MeterRegistry meters) {
        this.damages = damages;
        this.snapshots = snapshots;
        this.healer = healer;
        this.clock = clock;
        this.mended = Counter.builder("kontor.scrub.mended").register(meters);
        Gauge.builder("kontor.snapshots.damaged", open, AtomicLong::get).register(meters);
    }

    /// Tries those that are due, or all of them.
    public void mend(boolean all) throws InterruptedException {
        for (Damage damage : damages.open(AT_ONCE)) {
            if (all || damage.due(clock.instant())) {
                mend(damage);
            }
        }
        open.set(damages.count());
    }

    private void mend(Damage damage) throws InterruptedException {
        Optional<Snapshot> snapshot = snapshots.find(damage.snapshotId());
        if (snapshot.isEmpty()) {
            return;
        }
        switch (heal(snapshot.get())) {
            case Healer.Whole(var pieces) -> {
                damages.clear(damage.snapshotId());
                mended.increment(pieces);
                LOG.infof("snapshot is whole again snapshot=%s pieces=%d", damage.snapshotId(), pieces);
            }
            case Healer.Waits _
            when replaced(snapshot.get()) -> {
                snapshots.drop(damage.snapshotId());
                LOG.infof("damaged snapshot dropped, a newer one is whole snapshot=%s", damage.snapshotId());
            }
            case Healer.Waits(var lacking, var reason) -> {
                damages.tried(damage.snapshotId(), lacking, clock.instant(), reason);
                LOG.warnf(
                        "snapshot lacks pieces snapshot=%s pieces=%d reason=%s", damage.snapshotId(), lacking, reason);
            }
        }
    }

    /// Whether it is one of ours that nobody is told of any more.
    private boolean replaced(Snapshot snapshot) {
        return snapshot.ours()
                && snapshots
                        .latest(snapshot.manifest().orgId(), snapshot.manifest().namespace())
                        .filter(newest -> !newest.id().equals(snapshot.id()))
                        .filter(newest -> damages.of(newest.id()).isEmpty())
                        .isPresent();
    }

    private Healer.Healing heal(Snapshot snapshot) throws InterruptedException {
        try {
            return healer.heal(snapshot);
        } catch (RuntimeException failure) {
            LOG.debugf(failure, "cannot heal snapshot=%s", snapshot.id());
            return new Healer.Waits(snapshots.pieces(snapshot.id()).ids().size(), String.valueOf(failure.getMessage()));
        }
    }
}
