package dev.kontor.wire.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /// The leaves and heads of the reference implementation of RFC 6962.
    private static final List<Bytes> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(hex -> MerkleTree.leafHash(Bytes.fromHex(hex)))
            .toList();

    private static final List<String> HEADS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasThePublishedHeads() {
        assertEquals(Sha256.digest(Bytes.EMPTY), MerkleTree.root(List.of()));
        for (int size = 1; size <= LEAVES.size(); size++) {
            assertEquals(
                    HEADS.get(size - 1),
                    MerkleTree.root(LEAVES.subList(0, size)).hex());
        }
    }

    @Test
    void agreesWithTheRecursiveDefinition() {
        List<Bytes> leaves = leaves(130);
        for (int size = 1; size <= leaves.size(); size++) {
            assertEquals(recursive(leaves.subList(0, size)), MerkleTree.root(leaves.subList(0, size)));
        }
    }

    @Test
    void provesEachLeafAndNoOther() {
        for (int size = 1; size <= 40; size++) {
            List<Bytes> leaves = leaves(size);
            Bytes root = MerkleTree.root(leaves);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = MerkleTree.prove(leaves, index);
                assertTrue(proof.verify(root, leaves.get(index)));
                assertFalse(proof.verify(root, MerkleTree.leafHash(Bytes.utf8("another leaf"))));
                if (size > 1) {
                    assertFalse(proof.verify(leaves.get(index), root));
                    InclusionProof moved = new InclusionProof((index + 1) % size, size, proof.path());
                    assertFalse(moved.verify(root, leaves.get(index)));
                }
            }
        }
    }

    @Test
    void refusesProofsThatAreTooShortTooLongOrChanged() {
        Generator.check(200, generator -> {
            List<Bytes> leaves = leaves(generator.between(2, 70));
            int index = generator.below(leaves.size());
            InclusionProof proof = MerkleTree.prove(leaves, index);
            Bytes root = MerkleTree.root(leaves);
            List<Bytes> longer = new ArrayList<>(proof.path());
            longer.add(leaves.getFirst());
            List<Bytes> changed = new ArrayList<>(proof.path());
            int place = generator.below(changed.size());
            changed.set(place, Bytes.of(generator.flipOneBit(changed.get(place).toArray())));
            List<Bytes> shorter = proof.path().subList(1, proof.path().size());
            for (List<Bytes> path : List.of(longer, changed, shorter)) {
                assertFalse(new InclusionProof(index, leaves.size(), path).verify(root, leaves.get(index)));
            }
        });
    }

    @Test
    void hashesPiecesInAnyPortionsAndAnyBuffers() {
        Generator.check(60, generator -> {
            Bytes piece = Bytes.of(generator.bytesUpTo(100_000));
            PieceId expected = byDefinition(piece);
            assertEquals(expected, PieceId.of(piece));
            assertEquals(expected, PieceId.of(piece.toArray()));
            PieceHasher hasher = new PieceHasher();
            hasher.update(ByteBuffer.wrap(generator.bytes(20_000)));
            hasher.reset();
            for (int at = 0; at < piece.size(); ) {
                int take = Math.min(piece.size() - at, generator.between(1, 40_000));
                update(hasher, piece.slice(at, take), generator.between(0, 2));
                at += take;
                assertEquals(at, hasher.size());
            }
            PieceLeaves leaves = hasher.finishLeaves();
            assertEquals(expected, leaves.id());
            assertEquals(MerkleTree.EMPTY_ROOT, hasher.finish().bytes());
        });
    }

    private static void update(PieceHasher hasher, Bytes portion, int kind) {
        switch (kind) {
            case 0 -> hasher.update(portion.toArray(), 0, portion.size());
            case 1 -> hasher.update(portion.toBuffer());
            default -> {
                ByteBuffer direct =
                        ByteBuffer.allocateDirect(portion.size() + 5).position(2);
                portion.copyTo(direct);
                hasher.update(direct.flip().position(2));
            }
        }
    }

    @Test
    void namesASmallPieceByOnePrefixedHash() {
        Bytes piece = Samples.plaintext(16 * 1024);
        assertEquals(
                Sha256.digest(Bytes.fromHex("00"), piece), PieceId.of(piece).bytes());
    }

    @Test
    void verifiesLeavesOfAPieceOneByOne() {
        Bytes piece = Samples.plaintext(50_000);
        PieceLeaves leaves = new PieceHasher().update(piece.toBuffer()).finishLeaves();
        assertEquals(4, leaves.hashes().size());
        Bytes second = piece.slice(16384, 16384);
        assertTrue(leaves.verify(1, second.toBuffer()));
        assertFalse(leaves.verify(2, second.toBuffer()));
        assertFalse(leaves.verify(4, second.toBuffer()));
        assertTrue(leaves.prove(1).verify(leaves.id().bytes(), MerkleTree.leafHash(second)));
    }

    @Test
    void hashesTheLargestPieceAndNoLarger() {
        PieceHasher hasher = new PieceHasher();
        hasher.update(ByteBuffer.allocate(ContentLimits.MAX_CIPHERTEXT));
        assertThrows(IllegalArgumentException.class, () -> hasher.update(ByteBuffer.allocate(1)));
        assertEquals(PieceId.of(new byte[ContentLimits.MAX_CIPHERTEXT]), hasher.finish());
    }

    private static PieceId byDefinition(Bytes piece) {
        List<Bytes> leaves = new ArrayList<>();
        for (int at = 0; at < piece.size(); at += ContentLimits.LEAF) {
            leaves.add(MerkleTree.leafHash(piece.slice(at, Math.min(ContentLimits.LEAF, piece.size() - at))));
        }
        return new PieceId(leaves.isEmpty() ? MerkleTree.EMPTY_ROOT : recursive(leaves));
    }

    private static Bytes recursive(List<Bytes> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        return MerkleTree.nodeHash(
                recursive(hashes.subList(0, split)), recursive(hashes.subList(split, hashes.size())));
    }

    private static List<Bytes> leaves(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> MerkleTree.leafHash(Bytes.utf8("leaf " + i)))
                .toList();
    }
}
