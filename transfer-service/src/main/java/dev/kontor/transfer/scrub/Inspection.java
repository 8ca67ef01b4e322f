package dev.kontor.transfer.scrub;

import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StoreAwayException;
import dev.kontor.transfer.work.Workbench;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.id.SnapshotId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/// Looks at the pieces of some shards: each is read whole and hashed, a rotten one is taken out of the way, and what
/// snapshots need and is not there is counted. One piece at a time; used by one thread.
final class Inspection {
    private static final Logger LOG = Logger.getLogger(Inspection.class);

    private final PieceStore store;
    private final Workers workers;
    private final Pace pace;
    private final Map<PieceId, List<SnapshotId>> needed;
    private final Map<SnapshotId, Long> lacking = new HashMap<>();
    private long pieces;
    private long bytes;
    private long damaged;

    /// @param needed the pieces of the shards that snapshots refer to
    Inspection(PieceStore store, Workers workers, Pace pace, Map<PieceId, List<SnapshotId>> needed) {
        this.store = store;
        this.workers = workers;
        this.pace = pace;
        this.needed = new HashMap<>(needed);
    }

    /// Looks at all pieces of the shards from `from` to before `to`.
    ///
    /// @throws StoreAwayException when the store cannot be asked; what was found so far is lost
    Findings look(int from, int to) throws IOException, InterruptedException {
        for (int shard = from; shard < to; shard++) {
            for (PieceId id : store.shard(shard)) {
                look(id);
            }
        }
        for (Map.Entry<PieceId, List<SnapshotId>> absent : needed.entrySet()) {
            if (!store.contains(absent.getKey())) {
                LOG.errorf(
                        "piece missing piece=%s snapshot=%s",
                        absent.getKey(), absent.getValue().getFirst());
                count(absent.getValue());
            }
        }
        return new Findings(pieces, bytes, damaged, lacking);
    }

    private void look(PieceId id) throws IOException, InterruptedException {
        Optional<String> fault = fault(id);
        List<SnapshotId> snapshots = needed.remove(id);
        if (fault.isPresent()) {
            LOG.errorf("damaged piece taken out of the store piece=%s reason=%s", id, fault.get());
            store.quarantine(id);
            count(snapshots == null ? List.of() : snapshots);
        }
    }

    private void count(List<SnapshotId> snapshots) {
        damaged++;
        snapshots.forEach(snapshot -> lacking.merge(snapshot, 1L, Long::sum));
    }

    /// What is wrong with a piece; nothing when it is gone meanwhile, for whoever took it away knew why.
    private Optional<String> fault(PieceId id) throws IOException, InterruptedException {
        try (OpenPiece piece = store.open(id).orElse(null)) {
            if (piece == null) {
                return Optional.empty();
            }
            if (piece.length() < 1 || piece.length() > ContentLimits.MAX_CIPHERTEXT) {
                return Optional.of("no piece has " + piece.length() + " bytes");
            }
            int length = (int) piece.length();
            PieceId found = workers.submit(bench -> hash(bench, piece, length)).join();
            pieces++;
            bytes += length;
            pace.spend(length);
            return found.equals(id) ? Optional.empty() : Optional.of("its hash is " + found);
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                return unreadable(cause);
            }
            throw failure;
        } catch (IOException failure) {
            return unreadable(failure);
        }
    }

    private static Optional<String> unreadable(IOException failure) throws IOException {
        if (failure instanceof StoreAwayException) {
            throw failure;
        }
        return Optional.of("it cannot be read: " + failure.getMessage());
    }

    private static PieceId hash(Workbench bench, OpenPiece piece, int length) throws IOException {
        byte[] ciphertext = bench.scratch(length);
        piece.read(0, ByteBuffer.wrap(ciphertext, 0, length));
        return bench.hasher().update(ciphertext, 0, length).finish();
    }
}
