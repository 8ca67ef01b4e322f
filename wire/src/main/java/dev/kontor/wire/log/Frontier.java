package dev.kontor.wire.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.crypto.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is needed of a log to append to it: the heads of its complete subtrees, the largest first. There is one for
/// each bit that is set in the size, so a log of a million leaves has at most twenty. Immutable.
///
/// @param peaks heads of the complete subtrees, from the left
public record Frontier(long size, List<Bytes> peaks) {
    public static final Frontier EMPTY = new Frontier(0, List.of());

    public Frontier {
        peaks = List.copyOf(peaks);
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(peaks.size() + " subtrees are not a log of " + size + " leaves");
        }
        if (peaks.stream().anyMatch(peak -> peak.size() != Sha256.SIZE)) {
            throw new IllegalArgumentException("a subtree's head has 32 bytes");
        }
    }

    /// A log with one more leaf.
    ///
    /// @param nodes the subtrees that are complete now and were not before, the leaf itself first
    public record Growth(Frontier frontier, Map<TreeNode, Bytes> nodes) {}

    /// Reads a stored frontier: `[size, [peak, …]]`.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one in its only encoding
    public static Frontier decode(Bytes encoded) {
        return CborReader.decode(encoded, reader -> {
            reader.expectArray(2);
            return new Frontier(
                    reader.readUint(),
                    reader.readList(InclusionProof.MAX_PATH, item -> item.readBytesExactly(Sha256.SIZE)));
        });
    }

    public Bytes encode() {
        return new CborWriter().array(2).uint(size).bytesArray(peaks).toBytes();
    }

    public Growth append(Bytes leafHash) {
        Map<TreeNode, Bytes> nodes = new LinkedHashMap<>();
        List<Bytes> grown = new ArrayList<>(peaks);
        Bytes hash = leafHash;
        long index = size;
        nodes.put(new TreeNode(0, index), hash);
        for (int level = 1; (index & 1) == 1; level++) {
            hash = MerkleTree.nodeHash(grown.removeLast(), hash);
            index /= 2;
            nodes.put(new TreeNode(level, index), hash);
        }
        grown.add(hash);
        return new Growth(new Frontier(size + 1, grown), nodes);
    }

    /// The head of the whole log.
    public Bytes root() {
        if (size == 0) {
            return MerkleTree.EMPTY_ROOT;
        }
        Bytes hash = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            hash = MerkleTree.nodeHash(peaks.get(i), hash);
        }
        return hash;
    }
}
