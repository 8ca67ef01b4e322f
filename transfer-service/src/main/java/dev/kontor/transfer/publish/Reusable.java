package dev.kontor.transfer.publish;

import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SnapshotIndex;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// What of a damaged snapshot the next one can take over.
final class Reusable {
    private Reusable() {}

    /// The index without entries that lie, in part or as a whole, in pieces that are gone.
    static SnapshotIndex of(SnapshotIndex index, Predicate<PieceRef> here) {
        BitSet gone = new BitSet();
        for (int place = 0; place < index.pieces().size(); place++) {
            gone.set(place, !here.test(index.pieces().get(place)));
        }
        List<Entry> whole = index.entries().stream()
                .filter(entry -> entry.extents().stream().noneMatch(extent -> gone.get(extent.piece())))
                .toList();
        return new SnapshotIndex(index.pieces(), whole);
    }
}
