package dev.kontor.wire.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.vectors.VectorFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A log that keeps its frontier and its complete subtrees, against the tree over all leaves.
class SiteLogTest {
    private final Map<TreeNode, Bytes> stored = new HashMap<>();
    private final List<Bytes> roots = new ArrayList<>(List.of(MerkleTree.EMPTY_ROOT));

    private void grow(List<Bytes> leafHashes) {
        Frontier frontier = Frontier.EMPTY;
        for (Bytes hash : leafHashes) {
            Frontier.Growth growth = frontier.append(hash);
            frontier = Frontier.decode(growth.frontier().encode());
            growth.nodes().forEach((place, node) -> assertEquals(null, stored.put(place, node), "written twice"));
            roots.add(frontier.root());
        }
    }

    private Bytes node(TreeNode place) {
        Bytes node = stored.get(place);
        assertNotEquals(null, node, "not complete: " + place);
        return node == null ? Bytes.EMPTY : node;
    }

    @Test
    void growsLikeTheTreeOverAllLeaves() {
        List<Bytes> leaves = leaves(130);
        grow(leaves);
        for (int size = 0; size <= leaves.size(); size++) {
            assertEquals(MerkleTree.root(leaves.subList(0, size)), roots.get(size));
        }
    }

    @Test
    void provesInclusionFromStoredSubtrees() {
        List<Bytes> leaves = leaves(70);
        grow(leaves);
        for (int size = 1; size <= leaves.size(); size++) {
            for (int index = 0; index < size; index++) {
                InclusionProof proof = LogProofs.inclusion(index, size, this::node);
                assertEquals(MerkleTree.prove(leaves.subList(0, size), index), proof);
                assertEquals(proof, InclusionProof.decode(proof.encode()));
            }
        }
    }

    @Test
    void provesThatItOnlyGrew() {
        grow(leaves(70));
        for (int second = 1; second <= 70; second++) {
            for (int first = 1; first <= second; first++) {
                ConsistencyProof proof = LogProofs.consistency(first, second, this::node);
                assertTrue(proof.verify(roots.get(first), roots.get(second)), first + " to " + second);
                assertEquals(proof, ConsistencyProof.decode(proof.encode()));
                assertFalse(proof.verify(roots.get(first), Samples.secret("another log")));
                assertFalse(proof.verify(Samples.secret("another log"), roots.get(second)));
            }
        }
    }

    /// The proofs of the reference implementation of RFC 6962 for the eight leaves of its tests.
    @Test
    void hasThePublishedConsistencyProofs() {
        grow(Stream.of(
                        "",
                        "00",
                        "10",
                        "2021",
                        "3031",
                        "40414243",
                        "5051525354555657",
                        "606162636465666768696a6b6c6d6e6f")
                .map(hex -> MerkleTree.leafHash(Bytes.fromHex(hex)))
                .toList());
        assertEquals(List.of(), hex(1, 1));
        assertEquals(
                List.of(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
                hex(1, 8));
        assertEquals(
                List.of(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
                hex(6, 8));
        assertEquals(
                List.of(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                hex(2, 5));
    }

    private List<String> hex(long first, long second) {
        return LogProofs.consistency(first, second, this::node).path().stream()
                .map(Bytes::hex)
                .toList();
    }

    @Test
    void asksForFewSubtrees() {
        long size = 1_000_003;
        for (Function<Function<TreeNode, Bytes>, Object> proof : List.<Function<Function<TreeNode, Bytes>, Object>>of(
                nodes -> LogProofs.inclusion(777_777, size, nodes),
                nodes -> LogProofs.consistency(333_333, size, nodes))) {
            assertTrue(LogProofs.needed(nodes -> assertNotEquals(null, proof.apply(nodes)))
                            .size()
                    <= 40);
        }
    }

    @Test
    void findsAnyChangeOfThePast() {
        Generator.check(300, generator -> {
            List<Bytes> leaves = leaves(generator.between(3, 90));
            int first = generator.between(2, leaves.size() - 1);
            SiteLogTest genuine = new SiteLogTest();
            genuine.grow(leaves.subList(0, first));
            List<Bytes> rewritten = new ArrayList<>(leaves);
            switch (generator.below(3)) {
                case 0 -> rewritten.set(generator.below(first), MerkleTree.leafHash(Bytes.utf8("instead")));
                case 1 -> rewritten.remove(generator.below(first));
                default -> rewritten.addFirst(rewritten.remove(generator.between(1, first - 1)));
            }
            SiteLogTest other = new SiteLogTest();
            other.grow(rewritten);
            if (rewritten.size() >= first) {
                ConsistencyProof proof = LogProofs.consistency(first, rewritten.size(), other::node);
                assertFalse(proof.verify(genuine.roots.getLast(), other.roots.getLast()));
            }
        });
    }

    @Test
    void refusesConsistencyProofsThatAreTooShortTooLongOrChanged() {
        grow(leaves(90));
        Generator.check(300, generator -> {
            int first = generator.between(1, 89);
            int second = generator.between(first + 1, 90);
            ConsistencyProof proof = LogProofs.consistency(first, second, this::node);
            List<Bytes> longer = new ArrayList<>(proof.path());
            longer.add(roots.get(1));
            List<Bytes> shorter = proof.path().subList(1, proof.path().size());
            List<Bytes> changed = new ArrayList<>(proof.path());
            int place = generator.below(changed.size());
            changed.set(place, Bytes.of(generator.flipOneBit(changed.get(place).toArray())));
            for (List<Bytes> path : List.of(longer, shorter, changed)) {
                assertFalse(new ConsistencyProof(first, second, path).verify(roots.get(first), roots.get(second)));
            }
        });
    }

    @Test
    void leavesSayWhatTheyPublish() {
        List<Map<String, Object>> vectors = new ArrayList<>();
        for (LogLeaf leaf : Samples.leaves()) {
            assertEquals(leaf, LogLeaf.decode(leaf.encode()));
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("leaf", leaf.encode().hex());
            vector.put("hash", leaf.hash().hex());
            vectors.add(vector);
        }
        grow(Samples.leaves().stream().map(LogLeaf::hash).toList());
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("salt", Samples.commitment().salt().hex());
        file.put("words", List.of("ada", "invoices to globex", ""));
        file.put("commitment", Samples.commitment().value().hex());
        file.put("leaves", vectors);
        file.put("roots", roots.stream().map(Bytes::hex).toList());
        file.put(
                "consistency",
                IntStream.rangeClosed(1, 6).mapToObj(first -> hex(first, 6)).toList());
        new VectorFile("site-log").holds(file);
    }

    @Test
    void refusesLeavesOfAnotherShape() {
        Bytes act = Samples.leaves().getFirst().encode();
        byte[] unknownKind = act.toArray();
        unknownKind[4] = 9;
        assertThrows(MalformedException.class, () -> LogLeaf.decode(Bytes.of(unknownKind)));
        assertThrows(MalformedException.class, () -> LogLeaf.decode(act.slice(0, act.size() - 1)));
    }

    @Test
    void commitsToEachWordInItsPlace() {
        Bytes salt = Samples.secret("salt");
        Bytes value = new Commitment(salt, "a", "b", "c").value();
        assertNotEquals(value, new Commitment(salt, "ab", "", "c").value());
        assertNotEquals(value, new Commitment(salt, "b", "a", "c").value());
        assertNotEquals(value, new Commitment(Samples.secret("pepper"), "a", "b", "c").value());
    }

    private static List<Bytes> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerkleTree.leafHash(Bytes.utf8("leaf " + i)))
                .toList();
    }
}
