package dev.kontor.transfer.scrub;

import dev.kontor.wire.id.SnapshotId;
import java.util.Map;

/// What came of looking at a few shards.
///
/// @param pieces that were looked at
/// @param damaged that were rotten, or missing and needed
/// @param lacking how many pieces snapshots lack
record Findings(long pieces, long bytes, long damaged, Map<SnapshotId, Long> lacking) {
    Findings {
        lacking = Map.copyOf(lacking);
    }
}
