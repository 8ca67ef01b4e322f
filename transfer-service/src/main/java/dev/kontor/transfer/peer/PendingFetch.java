package dev.kontor.transfer.peer;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.bytes.MalformedException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A FETCH that is being answered. Owned by the event loop.
final class PendingFetch {
    /// Pieces that a source may send interleaved; each holds a buffer.
    private static final int MAX_INTERLEAVED = 4;

    private static final byte[] NO_BUFFER = new byte[0];

    private final PieceArrivals arrivals;
    private final int count;
    private final Map<Integer, Assembly> assemblies = new HashMap<>();
    private final BitSet settled = new BitSet();

    PendingFetch(PieceArrivals arrivals, int count) {
        this.arrivals = arrivals;
        this.count = count;
    }

    Assembly chunk(int index, long offset, int length) {
        requireOpen(index);
        Assembly assembly = assemblies.get(index);
        if (assembly == null) {
            if (assemblies.size() >= MAX_INTERLEAVED) {
                throw new MalformedException(0, "more than " + MAX_INTERLEAVED + " pieces interleaved");
            }
            int expected = arrivals.expected(index);
            assembly = new Assembly(arrivals.buffer(expected), expected);
            assemblies.put(index, assembly);
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
            arrivals.onPiece(index, assembly.buffer(), (int) end.length());
        } else {
            assemblies.remove(index);
            settled.set(index);
            arrivals.onStatus(index, status, assembly == null ? NO_BUFFER : assembly.buffer());
        }
    }

    boolean done() {
        return settled.cardinality() == count;
    }

    void lost(String reason) {
        List<byte[]> buffers =
                assemblies.values().stream().map(Assembly::buffer).toList();
        assemblies.clear();
        arrivals.onLost(reason, buffers);
    }

    private void requireOpen(int index) {
        if (index >= count || settled.get(index)) {
            throw new MalformedException(0, "nothing is owed at " + index);
        }
    }
}
