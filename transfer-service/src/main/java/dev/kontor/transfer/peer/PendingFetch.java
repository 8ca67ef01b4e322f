package dev.kontor.transfer.peer;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.ContentLimits;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A FETCH that is being answered. Owned by the event loop.
final class PendingFetch {
    /// Pieces that a source may send interleaved; each holds a buffer.
    private static final int MAX_INTERLEAVED = 4;

    private static final byte[] NO_BUFFER = new byte[0];

    private final PieceArrivals arrivals;
    private final List<Frame.Wanted> wanted;
    private final Map<Integer, Assembly> assemblies = new HashMap<>();
    private final BitSet settled = new BitSet();

    PendingFetch(PieceArrivals arrivals, List<Frame.Wanted> wanted) {
        this.arrivals = arrivals;
        this.wanted = wanted;
    }

    /// The leaf hashes of a piece, which come before its bytes when it was asked for by leaves.
    void leaves(Frame.Leaves leaves) {
        int index = leaves.index();
        requireOpen(index);
        if (wanted.get(index).whole() || assemblies.containsKey(index)) {
            throw new MalformedException(0, "LEAVES that nobody asked for");
        }
        int expected = arrivals.expected(index);
        Optional<LeafCheck> check = leaves.length() == expected
                ? LeafCheck.of(wanted.get(index), expected, leaves.hashes())
                : Optional.empty();
        if (check.isEmpty()) {
            String reason = "its leaf hashes are not those of its id";
            arrivals.onLie(index, reason);
            throw new MalformedException(0, reason);
        }
        begin(index, check);
    }

    private Assembly begin(int index, Optional<LeafCheck> check) {
        if (assemblies.size() >= MAX_INTERLEAVED) {
            throw new MalformedException(0, "more than " + MAX_INTERLEAVED + " pieces interleaved");
        }
        Frame.Wanted what = wanted.get(index);
        int length = arrivals.expected(index);
        int from = what.firstLeaf() * ContentLimits.LEAF;
        int expected = what.whole() ? length : Math.min(length, from + what.leafCount() * ContentLimits.LEAF) - from;
        Assembly assembly = new Assembly(
                arrivals.buffer(expected),
                new Assembly.Range(from, expected),
                check,
                reason -> arrivals.onLie(index, reason));
        assemblies.put(index, assembly);
        return assembly;
    }

    Assembly chunk(int index, long offset, int length) {
        requireOpen(index);
        Assembly assembly = assemblies.get(index);
        if (assembly == null) {
            if (!wanted.get(index).whole()) {
                throw new MalformedException(0, "DATA before its LEAVES");
            }
            assembly = begin(index, Optional.empty());
        }
        assembly.announce(offset, length);
        arrivals.onProgress(length);
        return assembly;
    }

    void status(Frame.Status status) {
        int index = status.index();
        requireOpen(index);
        Assembly assembly = assemblies.get(index);
        if (status instanceof Frame.End end) {
            if (assembly == null) {
                throw new MalformedException(0, "END of a piece without DATA");
            }
            assembly.requireComplete(end.length());
            assemblies.remove(index);
            settled.set(index);
            arrivals.onPiece(index, assembly.buffer(), (int) end.length(), assembly.proven());
        } else {
            assemblies.remove(index);
            settled.set(index);
            arrivals.onStatus(index, status, assembly == null ? NO_BUFFER : assembly.buffer());
        }
    }

    boolean done() {
        return settled.cardinality() == wanted.size();
    }

    void lost(String reason) {
        List<byte[]> buffers =
                assemblies.values().stream().map(Assembly::buffer).toList();
        assemblies.clear();
        arrivals.onLost(reason, buffers);
    }

    private void requireOpen(int index) {
        if (index >= wanted.size() || settled.get(index)) {
            throw new MalformedException(0, "nothing is owed at " + index);
        }
    }
}
