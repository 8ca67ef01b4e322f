package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.SnapshotKey;
import java.util.ArrayList;
import java.util.List;

/// A snapshot's index as encrypted pieces. The i-th piece has the key HKDF(snapshotKey, "kontor/index/1" || u32 i),
/// so a snapshot key must be fresh for each snapshot.
public final class IndexPieces {
    private IndexPieces() {}

    /// Splits the index into pieces of `pieceSize` plaintext bytes and encrypts them.
    public static List<SealedPiece> seal(SnapshotIndex index, SnapshotKey key, int pieceSize, PieceCipher cipher) {
        Bytes plaintext = index.encode();
        List<SealedPiece> pieces = new ArrayList<>();
        for (int at = 0; at < plaintext.size(); at += pieceSize) {
            Bytes part = plaintext.slice(at, Math.min(pieceSize, plaintext.size() - at));
            pieces.add(SealedPiece.of(cipher.encrypt(KeyDerivation.indexPieceKey(key, pieces.size()), part)));
        }
        return List.copyOf(pieces);
    }

    /// Decrypts an index and checks everything that the manifest says of it.
    ///
    /// @param ciphertexts the index pieces in the manifest's order
    /// @throws MalformedException when key, pieces or index do not fit the manifest
    public static SnapshotIndex open(Manifest manifest, SnapshotKey key, List<Bytes> ciphertexts, PieceCipher cipher) {
        if (!manifest.commitsTo(key)) {
            throw new MalformedException(0, "not the key that the manifest commits to");
        }
        if (ciphertexts.size() != manifest.index().pieces().size()) {
            throw new MalformedException(0, "the manifest names another number of index pieces");
        }
        List<Bytes> plaintext = new ArrayList<>(ciphertexts.size());
        for (int i = 0; i < ciphertexts.size(); i++) {
            if (!PieceId.of(ciphertexts.get(i)).equals(manifest.index().pieces().get(i))) {
                throw new MalformedException(i, "not the index piece that the manifest names");
            }
            plaintext.add(cipher.decrypt(KeyDerivation.indexPieceKey(key, i), ciphertexts.get(i)));
        }
        Bytes whole = Bytes.concat(plaintext);
        if (whole.size() != manifest.index().bytes()) {
            throw new MalformedException(whole.size(), "the index has not the size that the manifest says");
        }
        SnapshotIndex index = SnapshotIndex.decode(whole);
        if (!manifest.describes(index)) {
            throw new MalformedException(0, "the index holds other content than the manifest says");
        }
        return index;
    }
}
