package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/// The leaf hashes of one piece. Whoever has checked [#id] against the piece's id can verify each 16 KiB as it arrives.
public record PieceLeaves(List<Bytes> hashes) {
    public PieceLeaves {
        hashes = List.copyOf(hashes);
        if (hashes.stream().anyMatch(hash -> hash.size() != Sha256.SIZE)) {
            throw new IllegalArgumentException("a leaf hash has 32 bytes");
        }
    }

    public PieceId id() {
        return new PieceId(MerkleTree.root(hashes));
    }

    /// The proof that the leaf at `index` belongs to the piece.
    public InclusionProof prove(int index) {
        return MerkleTree.prove(hashes, index);
    }

    /// Whether what remains in the buffer is the leaf at `index`; moves the buffer's position to its limit.
    public boolean verify(int index, ByteBuffer leaf) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(MerkleTree.LEAF_PREFIX);
        digest.update(leaf);
        return index >= 0 && index < hashes.size() && hashes.get(index).equals(Bytes.of(digest.digest()));
    }
}
