package dev.kontor.wire.content;

/// A run of an entry's bytes within one piece.
///
/// @param piece the piece's place in the snapshot's table
/// @param offset first byte within the piece's plaintext
/// @param length number of bytes, at least 1
public record Extent(int piece, int offset, int length) {
    public Extent {
        if (piece < 0 || offset < 0 || length < 1 || length > ContentLimits.MAX_PIECE - offset) {
            throw new IllegalArgumentException("no such extent: " + piece + "+" + offset + "+" + length);
        }
    }
}
