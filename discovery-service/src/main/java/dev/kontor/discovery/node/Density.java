package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.routing.Region;
import dev.kontor.discovery.routing.RoutingTable;
import java.util.ArrayDeque;
import java.util.Deque;

/// How densely the network is populated, from how far away the twentieth nearest node was in our last look-ups of
/// scattered points. The median of them, so that a few crowded or poisoned places do not mislead us.
final class Density {
    /// Our choice.
    private static final int SAMPLES = 15;

    private final Deque<Long> radii = new ArrayDeque<>();
    private Region region = Region.UNKNOWN;

    void onLookedUp(Report report) {
        if (report.nearest().size() < RoutingTable.K) {
            return;
        }
        long twentieth =
                report.nearest().get(RoutingTable.K - 1).contact().point().first();
        radii.addLast(report.target().first() ^ twentieth);
        if (radii.size() > SAMPLES) {
            radii.removeFirst();
        }
        long[] sorted = radii.stream()
                .sorted(Long::compareUnsigned)
                .mapToLong(Long::longValue)
                .toArray();
        region = new Region(sorted[sorted.length / 2]);
    }

    Region region() {
        return region;
    }
}
