package dev.kontor.wire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceLeaves;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Proofs that a leaf is in a tree, and pieces that arrive in pieces. A proof may claim whatever it likes: the
/// place and the size of the tree, the leaf, and a path that is made of hashes of the tree or of the input's own
/// bytes.
public final class MerkleTarget implements FuzzTarget {
    private static final int MOST_LEAVES = 33;

    @Override
    public String name() {
        return "merkle";
    }

    @Override
    public String what() {
        return "inclusion proofs, leaf hashes, and piece ids of bytes in any portions";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int leaves : new int[] {1, 2, 3, 7, 8, 33}) {
            seeds.add(new byte[] {0, (byte) (leaves - 1), 0, (byte) (leaves - 1), 0});
            seeds.add(new byte[] {0, (byte) (leaves - 1), 0, (byte) (leaves - 1), 0, 0, 1, 2, 3, 4});
        }
        seeds.add(new byte[] {1, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        return seeds;
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        if (script.below(2) == 0) {
            proof(script);
        } else {
            portions(script);
        }
        return true;
    }

    private static void proof(Script script) {
        int size = 1 + script.below(MOST_LEAVES);
        List<Bytes> leaves = IntStream.range(0, size)
                .mapToObj(leaf -> MerkleTree.leafHash(Bytes.of((byte) leaf)))
                .toList();
        Bytes root = MerkleTree.root(leaves);
        assertEquals(new PieceId(root), new PieceLeaves(leaves).id());
        int claimedIndex = script.below(size);
        int claimedSize = claimedIndex + 1 + script.below(MOST_LEAVES);
        Bytes leaf = leaves.get(script.below(size));
        InclusionProof genuine = MerkleTree.prove(leaves, claimedIndex);
        List<Bytes> path = path(script, genuine);
        InclusionProof claimed = new InclusionProof(claimedIndex, claimedSize, path);
        boolean proven = claimed.verify(root, leaf);
        // A proof is worth nothing without the tree's true size, which whoever has the root knows.
        if (claimedSize == size) {
            boolean so = leaf.equals(leaves.get(claimedIndex)) && path.equals(genuine.path());
            assertEquals(so, proven, "a proof of what is not so, or none of what is");
        }
    }

    /// Hashes of the genuine path, in the order that the script says, or made up.
    private static List<Bytes> path(Script script, InclusionProof genuine) {
        List<Bytes> path = new ArrayList<>();
        if (!script.more()) {
            return genuine.path();
        }
        while (script.more() && path.size() < InclusionProof.MAX_PATH) {
            int choice = script.small();
            path.add(choice < genuine.path().size() ? genuine.path().get(choice) : Bytes.of(script.fill(Sha256.SIZE)));
        }
        return path;
    }

    private static void portions(Script script) {
        int portion = 1 + script.small() * 97;
        byte[] seed = script.rest();
        byte[] piece = new byte[seed.length * 211];
        for (int i = 0; i < piece.length; i++) {
            piece[i] = seed[i % seed.length];
        }
        PieceHasher hasher = new PieceHasher();
        for (int at = 0; at < piece.length; at += portion) {
            hasher.update(ByteBuffer.wrap(piece, at, Math.min(portion, piece.length - at)));
        }
        assertEquals(PieceId.of(Bytes.of(piece)), hasher.finish());
    }
}
