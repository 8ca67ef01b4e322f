package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.IndexPieces;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.id.SnapshotId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Opened indexes of snapshots, the recently used ones in memory. Blocks; for virtual threads.
@ApplicationScoped
public class Indexes {
    // Our choice: entries and pieces of all open indexes together, some 250 bytes each.
    private static final long MAX_OPEN = 300_000;

    private final PieceStore store;
    private final Vault vault;
    private final Recent<SnapshotId, SnapshotIndex> open = new Recent<>(MAX_OPEN, Indexes::weight);

    Indexes(PieceStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /// The index of a snapshot that we hold.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when its pieces are damaged
    public SnapshotIndex open(Snapshot snapshot) {
        return open.get(snapshot.id(), _ -> open(snapshot.manifest(), vault.open(snapshot), piece -> Optional.empty()));
    }

    /// The index that a manifest describes.
    ///
    /// @param near finds pieces that are not in the store yet
    public SnapshotIndex open(
            SnapshotId id, Manifest manifest, SnapshotKey key, Function<PieceId, Optional<Bytes>> near) {
        return open.get(id, _ -> open(manifest, key, near));
    }

    private SnapshotIndex open(Manifest manifest, SnapshotKey key, Function<PieceId, Optional<Bytes>> near) {
        List<Bytes> pieces = manifest.index().pieces().stream()
                .map(piece -> near.apply(piece).orElseGet(() -> read(piece)))
                .toList();
        return IndexPieces.open(manifest, key, pieces, new PieceCipher());
    }

    /// What was just made need not be opened again.
    public void remember(SnapshotId id, SnapshotIndex index) {
        open.put(id, index);
    }

    private Bytes read(PieceId id) {
        try (OpenPiece piece =
                store.open(id).orElseThrow(() -> new IOException("index piece " + id + " is not in the store"))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) piece.length());
            piece.read(0, bytes);
            return Bytes.of(bytes.flip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long weight(SnapshotIndex index) {
        return 1L + index.entries().size() + index.pieces().size();
    }
}
