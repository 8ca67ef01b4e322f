package dev.kontor.transfer.shelf;

import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.snapshot.PieceIds;
import dev.kontor.transfer.snapshot.Recent;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.id.SnapshotId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// The pieces of our snapshots: which belong to one, and those few that may be enclosed with its manifest. Blocks; for
/// virtual threads.
@ApplicationScoped
class OwnPieces {
    private static final Logger LOG = Logger.getLogger(OwnPieces.class);

    // Our choice.
    private static final long MAX_IDS = 500_000;
    private static final int MAX_ENCLOSED = 64;

    private final Snapshots snapshots;
    private final PieceStore store;
    private final Recent<SnapshotId, PieceIds> recent =
            new Recent<>(MAX_IDS, ids -> 1 + ids.ids().size());

    OwnPieces(Snapshots snapshots, PieceStore store) {
        this.snapshots = snapshots;
        this.store = store;
    }

    /// All pieces of a snapshot, those of its index included.
    PieceIds of(SnapshotId id) {
        return recent.get(id, snapshots::pieces);
    }

    /// The pieces of a snapshot that a partner lacks who holds `known`: all of them when they fit into `room`, else
    /// those of the index when these do, else none.
    List<Bytes> enclosed(Snapshot snapshot, Bytes known, long room) {
        long left = Math.min(room, FrameLimits.MAX_ROOM);
        List<PieceId> index = snapshot.manifest().index().pieces();
        if (snapshot.manifest().index().bytes() > left || index.size() > MAX_ENCLOSED) {
            return List.of();
        }
        try {
            List<PieceId> lacking = new ArrayList<>(index);
            lacking.addAll(content(snapshot, known));
            Optional<List<Bytes>> all = lacking.size() > MAX_ENCLOSED ? Optional.empty() : read(lacking, left);
            return all.or(() -> lacking.size() == index.size() ? Optional.empty() : read(index, left))
                    .orElse(List.of());
        } catch (RuntimeException failure) {
            LOG.debugf("nothing is enclosed snapshot=%s reason=%s", snapshot.id(), failure.getMessage());
            return List.of();
        }
    }

    private List<PieceId> content(Snapshot snapshot, Bytes known) {
        Set<Bytes> there = known.empty() ? Set.of() : of(new SnapshotId(known)).ids();
        List<Bytes> index = snapshot.manifest().index().pieces().stream()
                .map(PieceId::bytes)
                .toList();
        return of(snapshot.id()).ids().stream()
                .filter(id -> !there.contains(id) && !index.contains(id))
                .map(PieceId::new)
                .toList();
    }

    /// Reads them all; empty when there is no room for all, or one cannot be read.
    private Optional<List<Bytes>> read(List<PieceId> ids, long room) {
        List<Bytes> pieces = new ArrayList<>();
        long left = room;
        for (PieceId id : ids) {
            Optional<Bytes> piece = read(id, left);
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            left -= piece.get().size();
            pieces.add(piece.get());
        }
        return Optional.of(pieces);
    }

    private Optional<Bytes> read(PieceId id, long room) {
        try (OpenPiece piece = store.open(id).orElse(null)) {
            if (piece == null || piece.length() > room) {
                return Optional.empty();
            }
            byte[] bytes = new byte[(int) piece.length()];
            piece.read(0, ByteBuffer.wrap(bytes));
            return Optional.of(Bytes.of(bytes));
        } catch (IOException unreadable) {
            LOG.errorf("piece cannot be read piece=%s reason=%s", id, unreadable.getMessage());
            return Optional.empty();
        }
    }
}
