package dev.kontor.transfer.publish;

import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds shared pieces of earlier snapshots that are worn: mostly bytes that no entry needs any more, or too many
/// small ones. Rewriting them costs partners a transfer, so it happens rarely and pays back: half a piece at least is
/// garbage, or a score of requests becomes one. A pure function.
final class Compaction {
    // Our choice.
    static final int MAX_SMALL_PIECES = 16;

    private Compaction() {}

    /// The slots of the table to rewrite; only taken-over ones that hold nothing but small entries.
    static Set<Integer> worn(List<DraftEntry> drafts, PieceTable table, int pieceSize) {
        long[] live = new long[table.size()];
        boolean[] large = new boolean[table.size()];
        for (DraftEntry draft : drafts) {
            for (Extent extent : draft.extents()) {
                live[extent.piece()] += extent.length();
                large[extent.piece()] |= !draft.small(pieceSize);
            }
        }
        Set<Integer> wasted = new HashSet<>();
        Set<Integer> small = new HashSet<>();
        for (int slot = 0; slot < table.size(); slot++) {
            PieceRef reused = table.reused(slot);
            if (reused != null && !large[slot] && live[slot] > 0) {
                if (2 * live[slot] < reused.size()) {
                    wasted.add(slot);
                } else if (4L * reused.size() < pieceSize) {
                    small.add(slot);
                }
            }
        }
        if (small.size() >= MAX_SMALL_PIECES) {
            wasted.addAll(small);
        }
        return Set.copyOf(wasted);
    }
}
