package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;

/// Bytes that were written and are not durable yet.
///
/// @param name how the store finds them
public record StagedPiece(PieceId id, String name, long length) {}
