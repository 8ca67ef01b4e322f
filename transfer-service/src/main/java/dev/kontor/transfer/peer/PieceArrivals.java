package dev.kontor.transfer.peer;

import dev.kontor.transfer.frame.Frame;
import java.util.List;

/// What comes of one FETCH. Called on the connection's event loop, which it must not block.
public interface PieceArrivals {
    /// How many bytes the ciphertext of the piece at this place of the batch has.
    int expected(int index);

    /// A buffer of at least `length` bytes for a piece that begins to arrive.
    byte[] buffer(int length);

    /// So many bytes of a piece are about to come.
    void onProgress(int bytes);

    /// A piece is complete: `length` bytes of `ciphertext`. The buffer belongs to the callee now.
    ///
    /// @param proven whether each leaf is what the piece's id says; else nothing is verified yet
    void onPiece(int index, byte[] ciphertext, int length, boolean proven);

    /// What came for a piece cannot be part of it. The connection is about to be closed.
    void onLie(int index, String reason);

    /// A piece ended otherwise; what arrived of it is void and its buffer, if there was one, is handed back.
    void onStatus(int index, Frame.Status status, byte[] buffer);

    /// The connection is gone, with these buffers of pieces that were under way.
    void onLost(String reason, List<byte[]> buffers);
}
