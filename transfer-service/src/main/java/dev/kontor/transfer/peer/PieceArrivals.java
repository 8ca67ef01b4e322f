package dev.kontor.transfer.peer;

import dev.kontor.transfer.frame.Frame;

/// What comes of one FETCH. Called on the connection's event loop, which it must not block.
public interface PieceArrivals {
    /// How many bytes the ciphertext of the piece at this place of the batch has.
    int expected(int index);

    /// A buffer of at least `length` bytes for a piece that begins to arrive.
    byte[] buffer(int length);

    /// So many bytes of a piece are about to come.
    void onProgress(int bytes);

    /// A piece is complete: `length` bytes of `ciphertext`, not verified yet. The buffer belongs to the callee now.
    void onPiece(int index, byte[] ciphertext, int length);

    /// A piece ended otherwise; what arrived of it is void and its buffer, if there was one, is handed back.
    void onStatus(int index, Frame.Status status, byte[] buffer);

    /// The connection is gone, with these buffers of pieces that were under way.
    void onLost(String reason, java.util.List<byte[]> buffers);
}
