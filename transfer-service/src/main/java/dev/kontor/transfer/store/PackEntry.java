package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;

/// Where a piece lies within its pack.
///
/// @param offset of its first byte of ciphertext
record PackEntry(PieceId id, int offset, int length) {}
