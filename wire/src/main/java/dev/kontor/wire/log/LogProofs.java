package dev.kontor.wire.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.crypto.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes proofs about a log whose complete subtrees are stored by their place (RFC 6962 sections 2.1.1 and 2.1.2). A
/// proof asks for at most twice the logarithm of the size many of them. Pure functions.
public final class LogProofs {
    private static final Bytes NOTHING = Bytes.of(new byte[Sha256.SIZE]);

    private LogProofs() {}

    /// The places that a proof asks for, so that a store can be asked for all of them at once.
    public static Set<TreeNode> needed(Consumer<Function<TreeNode, Bytes>> proof) {
        Set<TreeNode> asked = new LinkedHashSet<>();
        proof.accept(place -> {
            asked.add(place);
            return NOTHING;
        });
        return asked;
    }

    /// The proof that the leaf at `index` is in the log of `size` leaves.
    public static InclusionProof inclusion(long index, long size, Function<TreeNode, Bytes> nodes) {
        Objects.checkIndex(index, size);
        List<Bytes> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = from + split(to - from);
            if (index < split) {
                path.addFirst(head(split, to, nodes));
                to = split;
            } else {
                path.addFirst(head(from, split, nodes));
                from = split;
            }
        }
        return new InclusionProof(index, size, path);
    }

    /// The proof that the log of `second` leaves begins with the log of `first`.
    public static ConsistencyProof consistency(long first, long second, Function<TreeNode, Bytes> nodes) {
        List<Bytes> path = new ArrayList<>();
        long from = 0;
        long to = second;
        while (to > first) {
            long split = from + split(to - from);
            if (first <= split) {
                path.addFirst(head(split, to, nodes));
                to = split;
            } else {
                path.addFirst(head(from, split, nodes));
                from = split;
            }
        }
        if (from > 0) {
            path.addFirst(head(from, to, nodes));
        }
        return new ConsistencyProof(first, second, path);
    }

    /// The head over the leaves from `from` to before `to`, which is a subtree of some log.
    private static Bytes head(long from, long to, Function<TreeNode, Bytes> nodes) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.apply(new TreeNode(level, from >> level));
        }
        long split = from + split(count);
        return MerkleTree.nodeHash(head(from, split, nodes), head(split, to, nodes));
    }

    /// The largest power of two below `count`.
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
