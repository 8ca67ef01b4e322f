package dev.kontor.transfer.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.transfer.snapshot.Damages;
import dev.kontor.transfer.snapshot.Indexes;
import dev.kontor.transfer.snapshot.OwnNamespace;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.snapshot.Vault;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StoreFullException;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Cutter;
import dev.kontor.wire.content.IndexPieces;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SealedPiece;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Turns an upload into a snapshot: pieces first, then index, manifest, signature, row and event. Whatever fails
/// before the row leaves the last snapshot as it was. One publication of a namespace at a time. Blocks; for virtual
/// threads.
@ApplicationScoped
class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final SnapshotIndex NOTHING = new SnapshotIndex(List.of(), List.of());

    private final OwnSite site;
    private final Snapshots snapshots;
    private final Vault vault;
    private final Indexes indexes;
    private final Storage storage;
    private final Clock clock;
    private final Set<NamespaceName> running = ConcurrentHashMap.newKeySet();

    /// Where pieces go, how they are made, and what is counted.
    @Singleton
    static class Storage {
        private final PieceStore store;
        private final Workers workers;
        private final ObjectMapper json;
        private final MeterRegistry meters;
        private final Damages damages;

        Storage(PieceStore store, Workers workers, ObjectMapper json, MeterRegistry meters, Damages damages) {
            this.damages = damages;
            this.store = store;
            this.workers = workers;
            this.json = json;
            this.meters = meters;
        }
    }

    Publisher(OwnSite site, Snapshots snapshots, Vault vault, Indexes indexes, Storage storage, Clock clock) {
        this.site = site;
        this.snapshots = snapshots;
        this.vault = vault;
        this.indexes = indexes;
        this.storage = storage;
        this.clock = clock;
    }

    /// Reads the upload to its end mark and publishes it.
    ///
    /// @throws StoreFullException when there is no room; the last snapshot stays
    Publication publish(NamespaceName namespace, InputStream upload, int pieceSize)
            throws IOException, InterruptedException {
        if (!running.add(namespace)) {
            throw ProblemType.CONFLICT.because(
                    "Another publication of " + namespace + " is running; wait for its end.");
        }
        try {
            return publishAlone(namespace, upload, pieceSize);
        } finally {
            running.remove(namespace);
        }
    }

    private Publication publishAlone(NamespaceName namespace, InputStream upload, int pieceSize)
            throws IOException, InterruptedException {
        Optional<Snapshot> last = snapshots.latest(site.orgId(), namespace);
        boolean damaged =
                last.filter(one -> storage.damages.of(one.id()).isPresent()).isPresent();
        SnapshotIndex lastIndex = last.map(one -> readable(one, damaged)).orElse(NOTHING);
        NamespaceSecret secret = vault.secret(namespace);
        PieceSealer sealer = new PieceSealer(storage.workers, storage.store, secret, pieceSize);
        boolean done = false;
        try {
            PiecePacker packer = new PiecePacker(lastIndex, sealer, new Cutter(secret, pieceSize));
            read(new EntryStream(upload, storage.json.readerFor(EntryHeader.class)), packer);
            Publication publication;
            if (last.isPresent() && !damaged && packer.unchanged()) {
                publication = Publication.of(last.get(), 0, false);
            } else {
                packer.compact(this::plaintext);
                publication = complete(namespace, last, packer.index(), sealer, pieceSize);
                done = true;
            }
            count(namespace, publication);
            return publication;
        } finally {
            if (!done) {
                sealer.abandon();
            }
        }
    }

    /// The last snapshot's index without entries that lie in pieces which are gone: the uploader is asked for their
    /// bytes,
    /// and the next snapshot is whole. Nothing when it cannot be read at all.
    private SnapshotIndex readable(Snapshot last, boolean damaged) {
        SnapshotIndex index;
        try {
            index = indexes.open(last);
        } catch (UncheckedIOException | MalformedException unreadable) {
            LOG.errorf("last snapshot cannot be read snapshot=%s reason=%s", last.id(), unreadable.getMessage());
            return NOTHING;
        }
        return damaged ? Reusable.of(index, piece -> storage.store.contains(piece.id())) : index;
    }

    private static void read(EntryStream entries, PiecePacker packer) throws IOException, InterruptedException {
        for (Optional<EntryHeader> header = entries.next(); header.isPresent(); header = entries.next()) {
            if (header.get().kept()) {
                packer.keep(header.get());
            } else {
                packer.add(header.get(), entries);
            }
        }
    }

    private Publication complete(
            NamespaceName namespace, Optional<Snapshot> last, SnapshotIndex index, PieceSealer sealer, int cutAt)
            throws IOException {
        SnapshotKey key = vault.newSnapshotKey();
        int pieceSize = index.pieces().stream().mapToInt(PieceRef::size).reduce(cutAt, Math::max);
        List<SealedPiece> sealed = IndexPieces.seal(index, key, pieceSize, new PieceCipher());
        for (SealedPiece piece : sealed) {
            sealer.stage(piece.id(), piece.ciphertext());
        }
        sealer.commit();
        Manifest manifest = manifest(namespace, last, index, sealed, key, pieceSize);
        SignedRecord record = site.sign(RecordType.MANIFEST, manifest.encode());
        SnapshotId id = SnapshotId.of(record);
        SealedKey ourKey = vault.sealToOurselves(id, key);
        Snapshot snapshot = Snapshot.of(record, ourKey, true, null, clock.instant());
        snapshots.publish(snapshot, pieces(sealed, index));
        indexes.remember(id, index);
        return Publication.of(snapshot, sealer.fresh(), true);
    }

    private Manifest manifest(
            NamespaceName namespace,
            Optional<Snapshot> last,
            SnapshotIndex index,
            List<SealedPiece> sealed,
            SnapshotKey key,
            int pieceSize) {
        long sequence = snapshots
                        .ownNamespace(namespace)
                        .map(OwnNamespace::lastSequence)
                        .orElse(0L)
                + 1;
        Instant now = clock.instant();
        return new Manifest(
                site.orgId(),
                site.siteKey(),
                namespace,
                sequence,
                now,
                last.map(Snapshot::id).orElse(null),
                Manifest.Content.of(index, pieceSize),
                Manifest.Index.of(sealed, index.encode().size(), key));
    }

    private static List<PieceId> pieces(List<SealedPiece> sealed, SnapshotIndex index) {
        List<PieceId> pieces = new ArrayList<>();
        sealed.forEach(piece -> pieces.add(piece.id()));
        index.pieces().forEach(piece -> pieces.add(piece.id()));
        return pieces;
    }

    private byte[] plaintext(PieceRef ref) throws IOException {
        try (OpenPiece piece = storage.store
                .open(ref.id())
                .orElseThrow(() -> new IOException("piece " + ref.id() + " is not in the store"))) {
            ByteBuffer ciphertext = ByteBuffer.allocate((int) piece.length());
            piece.read(0, ciphertext);
            return new PieceCipher().decrypt(ref.key(), ciphertext.array());
        }
    }

    private void count(NamespaceName namespace, Publication publication) {
        storage.meters
                .counter("kontor.publications", "changed", Boolean.toString(publication.changed()))
                .increment();
        LOG.infof(
                "snapshot uploaded namespace=%s snapshot=%s sequence=%d entries=%d bytes=%d newPieces=%d changed=%b",
                namespace,
                publication.snapshotId(),
                publication.sequence(),
                publication.entries(),
                publication.bytes(),
                publication.newPieces(),
                publication.changed());
    }
}
