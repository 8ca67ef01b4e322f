package dev.kontor.transfer.snapshot;

import dev.kontor.wire.content.PieceId;

/// Whoever read a piece found it damaged, and has taken it out of the store.
public record PieceLost(PieceId piece) {}
