package dev.kontor.transfer.download;

import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StagedPiece;
import dev.kontor.transfer.store.StoreFullException;
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
import java.util.Optional;

/// Pieces that a partner enclosed with its manifest. Each counts for what it hashes to, so that none can pass for
/// another; one that is of no use is dropped without a word, for it is asked for again like any that did not come.
///
/// They are staged as they turn out to be wanted and committed together, since each commit waits for the disk. Used by
/// one transfer.
public final class EnclosedPieces {
    private final Map<PieceId, Bytes> pieces;
    private final List<StagedPiece> staged = new ArrayList<>();

    private EnclosedPieces(Map<PieceId, Bytes> pieces) {
        this.pieces = Map.copyOf(pieces);
    }

    public static EnclosedPieces of(List<Bytes> ciphertexts) {
        PieceHasher hasher = new PieceHasher();
        Map<PieceId, Bytes> pieces = new HashMap<>();
        for (Bytes ciphertext : ciphertexts) {
            pieces.put(hasher.update(ciphertext.toBuffer()).finish(), ciphertext);
        }
        return new EnclosedPieces(pieces);
    }

    /// One of them, as it is encrypted.
    public Optional<Bytes> find(PieceId id) {
        return Optional.ofNullable(pieces.get(id));
    }

    /// Stages those that are wanted and open with their keys, and tells which of the wanted ones are still missing.
    public List<WantedPiece> stage(List<WantedPiece> wanted, PieceStore store, Progress progress) throws IOException {
        List<WantedPiece> missing = new ArrayList<>();
        for (WantedPiece piece : wanted) {
            Bytes ciphertext = pieces.get(piece.id());
            if (ciphertext != null && opens(piece, ciphertext) && stage(piece, ciphertext, store)) {
                progress.onArrived(ciphertext.size());
                progress.onVerified(piece.size());
            } else {
                missing.add(piece);
            }
        }
        return missing;
    }

    /// False when the disk is full: then it is asked for again, when there is room.
    private boolean stage(WantedPiece piece, Bytes ciphertext, PieceStore store) throws IOException {
        try {
            return staged.add(store.stage(piece.id(), ciphertext.toBuffer()));
        } catch (StoreFullException full) {
            return false;
        }
    }

    /// What is staged survives power loss when this returns.
    public void commit(PieceStore store) throws IOException {
        store.commit(staged);
        staged.clear();
    }

    /// Forgets what is staged and will not be committed.
    public void discard(PieceStore store) {
        store.discard(staged);
        staged.clear();
    }

    private static boolean opens(WantedPiece piece, Bytes ciphertext) {
        if (ciphertext.size() != piece.length()) {
            return false;
        }
        try {
            new PieceCipher().decrypt(piece.key(), ciphertext.toBuffer(), ByteBuffer.wrap(new byte[piece.size()]));
            return true;
        } catch (MalformedException wrongKey) {
            return false;
        }
    }
}
