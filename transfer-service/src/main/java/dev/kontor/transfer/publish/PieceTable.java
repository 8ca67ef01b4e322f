package dev.kontor.transfer.publish;

import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SnapshotIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The new snapshot's pieces while it is being made: those that it takes over from the last one, and those still being
/// sealed. Owned by one thread.
final class PieceTable {
    /// One place of the table.
    ///
    /// @param reused the place in the last snapshot's table, or null for a piece of this publication
    record Slot(@Nullable Integer reused, CompletableFuture<PieceRef> piece) {}

    private final SnapshotIndex last;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Integer, Integer> takenOver = new HashMap<>();

    PieceTable(SnapshotIndex last) {
        this.last = last;
    }

    /// A place for a piece that is to come; [#fill] says which.
    int open() {
        slots.add(new Slot(null, new CompletableFuture<>()));
        return slots.size() - 1;
    }

    void fill(int slot, CompletableFuture<PieceRef> sealed) {
        slots.set(slot, new Slot(null, sealed));
    }

    /// Extents of the last snapshot as extents of this one.
    List<Extent> takeOver(List<Extent> extents) {
        return extents.stream()
                .map(extent -> new Extent(takeOver(extent.piece()), extent.offset(), extent.length()))
                .toList();
    }

    private int takeOver(int piece) {
        return takenOver.computeIfAbsent(piece, place -> {
            slots.add(new Slot(
                    place, CompletableFuture.completedFuture(last.pieces().get(place))));
            return slots.size() - 1;
        });
    }

    int size() {
        return slots.size();
    }

    /// The piece of the last snapshot at this slot, or null when it is a new one.
    @Nullable
    PieceRef reused(int slot) {
        Integer place = slots.get(slot).reused();
        return place == null ? null : last.pieces().get(place);
    }

    /// Waits for the piece at a slot.
    PieceRef piece(int slot) throws IOException {
        try {
            return slots.get(slot).piece().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            throw failure;
        }
    }
}
