package dev.kontor.transfer.rig;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StagedPiece;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.IndexPieces;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SealedPiece;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.SignedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A snapshot as a partner publishes it: a piece for each mebibyte of each entry, in the partner's store.
public record PartnerSnapshot(TestSite site, SignedRecord record, SnapshotKey key, List<PieceId> pieces) {
    public static final NamespaceName NAMESPACE = NamespaceName.parse("orders");
    public static final Bytes GRANT = Bytes.of(new byte[16]);

    private static final int PIECE_SIZE = 1 << 20;
    private static final NamespaceSecret SECRET = new NamespaceSecret(Bytes.of(new byte[NamespaceSecret.SIZE]));

    public static PartnerSnapshot publish(TestSite site, PieceStore store, long sequence, Map<String, byte[]> contents)
            throws IOException {
        PieceCipher cipher = new PieceCipher();
        List<StagedPiece> staged = new ArrayList<>();
        List<PieceRef> refs = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            Bytes plaintext = Bytes.of(content.getValue());
            List<Extent> extents = new ArrayList<>();
            for (int from = 0; from < plaintext.size(); from += PIECE_SIZE) {
                Bytes part = plaintext.slice(from, Math.min(PIECE_SIZE, plaintext.size() - from));
                PieceKey key = KeyDerivation.pieceKey(SECRET, Sha256.digest(part));
                SealedPiece piece = SealedPiece.of(cipher.encrypt(key, part));
                staged.add(store.stage(piece.id(), piece.ciphertext().toBuffer()));
                extents.add(new Extent(refs.size(), 0, part.size()));
                refs.add(new PieceRef(piece.id(), key, part.size()));
            }
            entries.add(new Entry(
                    EntryPath.parse(content.getKey()),
                    "application/xml",
                    plaintext.size(),
                    Sha256.digest(plaintext),
                    null,
                    extents));
        }
        SnapshotIndex index = SnapshotIndex.of(refs, entries);
        byte[] random = new byte[SnapshotKey.SIZE];
        new SecureRandom().nextBytes(random);
        SnapshotKey key = new SnapshotKey(Bytes.of(random));
        List<SealedPiece> sealed = IndexPieces.seal(index, key, PIECE_SIZE, cipher);
        for (SealedPiece piece : sealed) {
            staged.add(store.stage(piece.id(), piece.ciphertext().toBuffer()));
        }
        store.commit(staged);
        Manifest manifest = new Manifest(
                site.orgId(),
                site.key().verifyKey(),
                NAMESPACE,
                sequence,
                Instant.now(),
                null,
                Manifest.Content.of(index, PIECE_SIZE),
                Manifest.Index.of(sealed, index.encode().size(), key));
        List<PieceId> ids = new ArrayList<>(sealed.stream().map(SealedPiece::id).toList());
        refs.forEach(ref -> ids.add(ref.id()));
        return new PartnerSnapshot(site, manifest.sign(site.key()), key, ids);
    }

    /// All pieces, as they are encrypted.
    public List<Bytes> ciphertexts(PieceStore store) throws IOException {
        List<Bytes> ciphertexts = new ArrayList<>();
        for (PieceId id : pieces) {
            try (OpenPiece piece = store.open(id).orElseThrow()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) piece.length());
                piece.read(0, bytes);
                ciphertexts.add(Bytes.of(bytes.flip()));
            }
        }
        return ciphertexts;
    }

    public SnapshotId id() {
        return SnapshotId.of(record);
    }

    /// The answer to HEAD for this receiver, with nothing enclosed.
    public Frame.Manifest frame(SiteId receiver, HpkePublicKey to) {
        return frame(receiver, to, List.of());
    }

    /// The answer to HEAD for this receiver.
    public Frame.Manifest frame(SiteId receiver, HpkePublicKey to, List<Bytes> enclosed) {
        Sealed sealedKey = Hpke.seal(
                to, Bytes.utf8("kontor/snapshot-key/1"), Bytes.concat(id().bytes(), receiver.bytes()), key.bytes());
        return new Frame.Manifest(
                GRANT, record.encoded(), to.keyId(), sealedKey.enc(), sealedKey.ciphertext(), enclosed);
    }
}
