package dev.kontor.transfer.store;

import dev.kontor.transfer.store.PackIndex.Place;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Removes what nobody needs. Used by one thread.
///
/// What is forgotten without its pack going comes back with the next start, and is forgotten again by the next sweep.
record PackSweep(PackFolder folder, PackIndex index, Usage usage, Evacuation evacuation) {
    /// Copies pieces out of a pack, so that they are read from elsewhere.
    @FunctionalInterface
    interface Evacuation {
        void evacuate(int pack, List<PackEntry> entries) throws IOException;
    }

    /// Sweeps packs that grow no more, and moves together what would leave many small ones.
    ///
    /// @param youngest seconds since 2026; what was needed after that is kept
    /// @return how many pieces are gone
    long collect(List<Integer> packs, int youngest, Predicate<PieceId> referenced) throws IOException {
        List<Integer> small = new ArrayList<>();
        for (int pack : packs) {
            if (folder.size(pack) < PackFormat.FULL / 4) {
                small.add(pack);
            }
        }
        long removed = 0;
        for (int pack : packs) {
            List<PackEntry> entries = folder.entries(pack);
            removed += forget(pack, entries, youngest, referenced);
            List<PackEntry> live =
                    entries.stream().filter(entry -> index.lies(entry, pack)).toList();
            long bytes = live.stream().mapToLong(PackEntry::length).sum();
            if (bytes < folder.size(pack) / 2 || (small.size() > 1 && small.contains(pack))) {
                evacuation.evacuate(pack, live);
                folder.delete(pack);
            }
        }
        return removed;
    }

    /// Forgets which of these pieces nobody needs, and answers how many.
    long forget(int pack, List<PackEntry> entries, int youngest, Predicate<PieceId> referenced) {
        long forgotten = 0;
        for (PackEntry entry : entries) {
            Optional<Place> place = index.find(entry.id());
            boolean garbage = place.isPresent()
                    && index.lies(entry, pack)
                    && place.get().needed() <= youngest
                    && !referenced.test(entry.id());
            if (garbage && index.remove(entry.id(), place.get())) {
                usage.give(entry.length());
                forgotten++;
            }
        }
        return forgotten;
    }
}
