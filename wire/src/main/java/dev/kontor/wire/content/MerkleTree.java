package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The Merkle tree of RFC 6962 section 2.1 over SHA-256: a leaf's hash is SHA-256(0x00 || data), a node's is
/// SHA-256(0x01 || left || right), and a tree of n leaves splits at the largest power of two below n. Pure functions.
public final class MerkleTree {
    /// The head of a tree without leaves: SHA-256 of nothing.
    public static final Bytes EMPTY_ROOT = Sha256.digest(Bytes.EMPTY);

    static final byte LEAF_PREFIX = 0;
    static final byte NODE_PREFIX = 1;

    private static final int SIZE = Sha256.SIZE;

    private MerkleTree() {}

    public static Bytes leafHash(Bytes data) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(LEAF_PREFIX);
        data.update(digest);
        return Bytes.of(digest.digest());
    }

    public static Bytes nodeHash(Bytes left, Bytes right) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(NODE_PREFIX);
        left.update(digest);
        right.update(digest);
        return Bytes.of(digest.digest());
    }

    /// The tree's head over hashes of leaves.
    public static Bytes root(List<Bytes> leafHashes) {
        byte[] hashes = new byte[Math.multiplyExact(leafHashes.size(), SIZE)];
        int at = 0;
        for (Bytes hash : leafHashes) {
            hash.copyTo(hashes, at);
            at += SIZE;
        }
        return root(hashes, leafHashes.size(), Sha256.newDigest());
    }

    /// The proof that the leaf at `index` is in the tree.
    public static InclusionProof prove(List<Bytes> leafHashes, int index) {
        Objects.checkIndex(index, leafHashes.size());
        List<Bytes> path = new ArrayList<>();
        List<Bytes> level = leafHashes;
        for (int at = index; level.size() > 1; at /= 2) {
            int sibling = at ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            level = parents(level);
        }
        return new InclusionProof(index, leafHashes.size(), path);
    }

    /// The head over `count` hashes that stand one after another; overwrites them. Pairing neighbours level by
    /// level and carrying an odd last one up gives the same tree as the recursive definition.
    static Bytes root(byte[] hashes, int count, MessageDigest digest) {
        if (count == 0) {
            return EMPTY_ROOT;
        }
        try {
            for (int left = count; left > 1; left = (left + 1) / 2) {
                for (int pair = 0; pair < left / 2; pair++) {
                    digest.update(NODE_PREFIX);
                    digest.update(hashes, 2 * pair * SIZE, 2 * SIZE);
                    digest.digest(hashes, pair * SIZE, SIZE);
                }
                if (left % 2 == 1) {
                    System.arraycopy(hashes, (left - 1) * SIZE, hashes, left / 2 * SIZE, SIZE);
                }
            }
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 does not fit its own size", impossible);
        }
        return Bytes.of(hashes, 0, SIZE);
    }

    private static List<Bytes> parents(List<Bytes> level) {
        List<Bytes> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(nodeHash(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.getLast());
        }
        return parents;
    }
}
