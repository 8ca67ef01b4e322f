package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;

/// A piece as it is stored and sent.
public record SealedPiece(PieceId id, Bytes ciphertext) {
    public static SealedPiece of(Bytes ciphertext) {
        return new SealedPiece(PieceId.of(ciphertext), ciphertext);
    }
}
