package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.EnclosedPieces;
import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.download.Subject;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.limits.Limits;
import dev.kontor.transfer.session.SessionLimits;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.snapshot.PieceIds;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.id.SnapshotId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Prepares downloads with this service's store, workers, connections and limits.
@ApplicationScoped
class Downloads {
    // Our choice: below this a transfer is over before a reader loses patience, and a second connection's handshake
    // costs more than it saves.
    static final long SMALL_BYTES = 8L << 20;

    private static final int HEALING_RECONNECTS = 1;

    private final Peers peers;
    private final PieceStore store;
    private final Workers workers;
    private final Settings settings;
    private final Limits bandwidth;
    private final Clock clock;
    private final Helping helping;

    Downloads(Peers peers, PieceStore store, Work work, Settings settings, Clock clock, Helping helping) {
        this.peers = peers;
        this.store = store;
        this.workers = work.workers;
        this.bandwidth = work.bandwidth;
        this.settings = settings;
        this.clock = clock;
        this.helping = helping;
    }

    /// What bounds a download's share of the machine and of the line.
    @Singleton
    static class Work {
        private final Workers workers;
        private final Limits bandwidth;

        Work(Workers workers, Limits bandwidth) {
            this.workers = workers;
            this.bandwidth = bandwidth;
        }
    }

    /// Those pieces that neither the store has nor the partner enclosed, which are staged; what is here is kept from
    /// collection for a while.
    List<WantedPiece> missing(List<WantedPiece> wanted, EnclosedPieces enclosed, Progress progress) throws IOException {
        List<WantedPiece> missing = new ArrayList<>();
        for (WantedPiece piece : wanted) {
            if (!store.touch(piece.id())) {
                missing.add(piece);
            }
        }
        return enclosed.stage(missing, store, progress);
    }

    /// How many of these pieces are not here.
    long lacking(PieceIds pieces) {
        return pieces.ids().stream()
                .filter(id -> !store.contains(new PieceId(id)))
                .count();
    }

    /// Whether there is room for all of these.
    boolean fits(List<WantedPiece> wanted) throws IOException {
        return store.room() >= wanted.stream().mapToLong(WantedPiece::size).sum();
    }

    /// Makes the enclosed pieces that were staged durable.
    void commit(EnclosedPieces enclosed) throws IOException {
        enclosed.commit(store);
    }

    void discard(EnclosedPieces enclosed) {
        enclosed.discard(store);
    }

    PieceDownload prepare(Order order, List<WantedPiece> wanted, LiveTransfers.Live live, Runnable onVerified) {
        long bytes = wanted.stream().mapToLong(WantedPiece::size).sum();
        SessionLimits base = SessionLimits.DEFAULT;
        SessionLimits limits = base.connecting(
                bytes <= SMALL_BYTES ? 1 : settings.connections(), base.mostSources(), base.reconnects());
        PieceDownload.Tools tools = new PieceDownload.Tools(
                peers.lines(order.from()), store, workers, clock, bandwidth.receiving(), onVerified);
        PieceDownload download = new PieceDownload(order.subject(), wanted, tools, limits, live.progress());
        live.brake().watch(download);
        return download;
    }

    /// A download of what is known already, which gives up soon: it is tried again later.
    PieceDownload prepare(Lines lines, Subject subject, List<WantedPiece> wanted, Progress progress) {
        SessionLimits limits = SessionLimits.DEFAULT.connecting(1, 1, HEALING_RECONNECTS);
        PieceDownload.Tools tools =
                new PieceDownload.Tools(lines, store, workers, clock, bandwidth.receiving(), () -> {});
        return new PieceDownload(subject, wanted, tools, limits, progress);
    }

    Incoming incoming(PieceDownload download, List<WantedPiece> wanted) {
        Map<PieceId, Integer> places = new HashMap<>();
        wanted.forEach(piece -> places.put(piece.id(), places.size()));
        long bytes = wanted.stream().mapToLong(WantedPiece::size).sum();
        return new Incoming(store, download, places, bytes);
    }

    /// Looks for others who have the snapshot, as long as the download runs and when it is worth while.
    Optional<Help> help(Order order, List<WantedPiece> wanted, PieceDownload download) {
        long bytes = wanted.stream().mapToLong(WantedPiece::size).sum();
        return bytes > SMALL_BYTES ? Optional.of(helping.begin(order, download)) : Optional.empty();
    }

    /// Remembers and tells that a snapshot is here whole and may be passed on.
    void lend(SnapshotId id) {
        helping.lend(id);
    }

    Instant now() {
        return clock.instant();
    }
}
