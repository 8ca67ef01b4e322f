package dev.kontor.wire.content;

import dev.kontor.wire.crypto.PieceCipher;

/// The bounds of snapshots and pieces.
public final class ContentLimits {
    // Specification: part of the format, the same for everybody.

    /// Bytes of ciphertext in a leaf of a piece's Merkle tree; only the last leaf of a piece may be shorter.
    public static final int LEAF = 16 * 1024;

    /// Least and most plaintext bytes that a namespace may set as its piece size.
    public static final int MIN_PIECE = 16 * 1024;

    public static final int MAX_PIECE = 4 * 1024 * 1024;

    /// Most bytes of a piece as it is stored and sent.
    public static final int MAX_CIPHERTEXT = MAX_PIECE + PieceCipher.TAG_SIZE;

    public static final int MAX_PIECES = 1 << 22;
    public static final int MAX_ENTRIES = 1 << 22;
    public static final int MAX_INDEX_PIECES = 2048;
    public static final int MAX_INDEX_BYTES = 1 << 30;
    public static final int MAX_MEDIA_TYPES = 4096;
    public static final int MAX_MEDIA_TYPE_BYTES = 255;

    // Our choice: another implementation may differ.

    /// Plaintext bytes of a piece where a namespace sets nothing else.
    public static final int DEFAULT_PIECE = 1024 * 1024;

    private ContentLimits() {}
}
