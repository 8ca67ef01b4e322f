package dev.kontor.transfer.download;

import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StagedPiece;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.PieceCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Pieces that a partner enclosed with its manifest. Each counts for what it hashes to, so that none can pass for
/// another; one that is of no use is dropped without a word, for it is asked for again like any that did not come.
public final class EnclosedPieces {
    private final Map<PieceId, byte[]> pieces;

    private EnclosedPieces(Map<PieceId, byte[]> pieces) {
        this.pieces = Map.copyOf(pieces);
    }

    public static EnclosedPieces of(List<Bytes> ciphertexts) {
        PieceHasher hasher = new PieceHasher();
        Map<PieceId, byte[]> pieces = new HashMap<>();
        for (Bytes ciphertext : ciphertexts) {
            byte[] bytes = ciphertext.toArray();
            pieces.put(hasher.update(bytes, 0, bytes.length).finish(), bytes);
        }
        return new EnclosedPieces(pieces);
    }

    /// Stores those that are wanted and open with their keys, durable before this returns, and tells which of the
    /// wanted
    /// ones are still missing.
    public List<WantedPiece> store(List<WantedPiece> wanted, PieceStore store, Progress progress) throws IOException {
        List<WantedPiece> missing = new ArrayList<>();
        List<StagedPiece> staged = new ArrayList<>();
        boolean committed = false;
        try {
            for (WantedPiece piece : wanted) {
                byte[] ciphertext = pieces.get(piece.id());
                if (ciphertext != null && opens(piece, ciphertext)) {
                    staged.add(store.stage(piece.id(), ByteBuffer.wrap(ciphertext)));
                    progress.onArrived(ciphertext.length);
                    progress.onVerified(piece.size());
                } else {
                    missing.add(piece);
                }
            }
            store.commit(staged);
            committed = true;
        } finally {
            if (!committed) {
                store.discard(staged);
            }
        }
        return missing;
    }

    private static boolean opens(WantedPiece piece, byte[] ciphertext) {
        if (ciphertext.length != piece.length()) {
            return false;
        }
        try {
            new PieceCipher()
                    .decrypt(piece.key(), ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(new byte[piece.size()]));
            return true;
        } catch (MalformedException wrongKey) {
            return false;
        }
    }
}
