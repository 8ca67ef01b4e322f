package dev.kontor.transfer.download;

import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;

/// A piece to download.
///
/// @param key must open it, or it is refused
/// @param size plaintext bytes
public record WantedPiece(PieceId id, PieceKey key, int size) {
    public static WantedPiece of(PieceRef ref) {
        return new WantedPiece(ref.id(), ref.key(), ref.size());
    }

    /// Bytes on the wire and on disk.
    int length() {
        return size + PieceCipher.TAG_SIZE;
    }

    /// Leaves of 16 KiB, the last one shorter.
    int leaves() {
        return (length() + ContentLimits.LEAF - 1) / ContentLimits.LEAF;
    }
}
