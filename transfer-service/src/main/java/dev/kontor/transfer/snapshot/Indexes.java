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
import java.util.ArrayList;
import java.util.List;

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
        return open(snapshot.id(), snapshot.manifest(), () -> vault.open(snapshot));
    }

    /// The index that a manifest describes and whose pieces are in the store.
    public SnapshotIndex open(SnapshotId id, Manifest manifest, java.util.function.Supplier<SnapshotKey> key) {
        return open.get(id, _ -> IndexPieces.open(manifest, key.get(), ciphertexts(manifest), new PieceCipher()));
    }

    /// What was just made need not be opened again.
    public void remember(SnapshotId id, SnapshotIndex index) {
        open.put(id, index);
    }

    private List<Bytes> ciphertexts(Manifest manifest) {
        List<Bytes> pieces = new ArrayList<>();
        for (PieceId id : manifest.index().pieces()) {
            pieces.add(read(id));
        }
        return pieces;
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
