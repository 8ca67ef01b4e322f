package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Computes a [PieceId] from ciphertext that arrives in any portions, in heap or direct buffers, without keeping it.
///
/// Reusable: [#finish] and [#finishLeaves] make it ready for the next piece. Memory is 32 bytes for each 16 KiB. One
/// instance per thread; not safe for use by several.
public final class PieceHasher {
    private static final int SIZE = Sha256.SIZE;
    private static final int MAX_LEAVES = (ContentLimits.MAX_CIPHERTEXT + ContentLimits.LEAF - 1) / ContentLimits.LEAF;

    private final MessageDigest digest = Sha256.newDigest();
    private byte[] leaves = new byte[65 * SIZE];
    private int leafCount;
    private int inLeaf;

    /// Takes what remains in the buffer and moves its position to its limit.
    ///
    /// @throws IllegalArgumentException when the piece would be longer than [ContentLimits#MAX_CIPHERTEXT]
    public PieceHasher update(ByteBuffer portion) {
        requireRoom(portion.remaining());
        int limit = portion.limit();
        while (portion.position() < limit) {
            int take = Math.min(limit - portion.position(), beginLeaf());
            digest.update(portion.limit(portion.position() + take));
            portion.limit(limit);
            endLeaf(take);
        }
        return this;
    }

    /// Takes `length` bytes from `offset`.
    public PieceHasher update(byte[] portion, int offset, int length) {
        requireRoom(length);
        int at = offset;
        for (int left = length; left > 0; ) {
            int take = Math.min(left, beginLeaf());
            digest.update(portion, at, take);
            endLeaf(take);
            at += take;
            left -= take;
        }
        return this;
    }

    /// How many bytes of the present piece have been taken.
    public int size() {
        return leafCount * ContentLimits.LEAF + inLeaf;
    }

    /// The piece's id. The next byte begins another piece.
    public PieceId finish() {
        if (inLeaf > 0) {
            closeLeaf();
        }
        PieceId id = new PieceId(MerkleTree.root(leaves, leafCount, digest));
        leafCount = 0;
        return id;
    }

    /// The hashes of the piece's leaves, which together give its id. The next byte begins another piece.
    public PieceLeaves finishLeaves() {
        if (inLeaf > 0) {
            closeLeaf();
        }
        List<Bytes> hashes = new ArrayList<>(leafCount);
        for (int i = 0; i < leafCount; i++) {
            hashes.add(Bytes.of(leaves, i * SIZE, SIZE));
        }
        leafCount = 0;
        return new PieceLeaves(hashes);
    }

    /// Forgets what was taken of the present piece.
    public void reset() {
        digest.reset();
        leafCount = 0;
        inLeaf = 0;
    }

    private void requireRoom(int more) {
        if (more > ContentLimits.MAX_CIPHERTEXT - size()) {
            throw new IllegalArgumentException("a piece has at most " + ContentLimits.MAX_CIPHERTEXT + " bytes");
        }
    }

    /// Room left in the present leaf.
    private int beginLeaf() {
        if (inLeaf == 0) {
            digest.update(MerkleTree.LEAF_PREFIX);
        }
        return ContentLimits.LEAF - inLeaf;
    }

    private void endLeaf(int taken) {
        inLeaf += taken;
        if (inLeaf == ContentLimits.LEAF) {
            closeLeaf();
        }
    }

    private void closeLeaf() {
        if (leafCount * SIZE == leaves.length) {
            leaves = Arrays.copyOf(leaves, Math.min(2 * leaves.length, MAX_LEAVES * SIZE));
        }
        try {
            digest.digest(leaves, leafCount * SIZE, SIZE);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 does not fit its own size", impossible);
        }
        leafCount++;
        inLeaf = 0;
    }
}
