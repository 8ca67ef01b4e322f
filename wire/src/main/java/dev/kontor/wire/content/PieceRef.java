package dev.kontor.wire.content;

import dev.kontor.wire.crypto.PieceKey;

/// One piece in a snapshot's table.
///
/// @param size plaintext bytes, 1 to [ContentLimits#MAX_PIECE]
public record PieceRef(PieceId id, PieceKey key, int size) {
    public PieceRef {
        if (size < 1 || size > ContentLimits.MAX_PIECE) {
            throw new IllegalArgumentException("a piece holds 1 to " + ContentLimits.MAX_PIECE + " bytes, not " + size);
        }
    }
}
