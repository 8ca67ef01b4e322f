package dev.kontor.discovery.simulation;

import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.store.KeptRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a number of look-ups came to.
final class Tally {
    private final List<Integer> hops = new ArrayList<>();
    private final List<Integer> requests = new ArrayList<>();
    private final List<Duration> latencies = new ArrayList<>();
    private int gets;
    private int found;
    private int stale;

    void add(Effect.LookedUp done, long newest) {
        gets++;
        List<KeptRecord> records = done.report().records();
        found += records.stream().anyMatch(record -> record.sequence() == newest) ? 1 : 0;
        stale += records.stream().anyMatch(record -> record.sequence() < newest) ? 1 : 0;
        hops.add(done.report().hops());
        requests.add(done.report().asked());
        latencies.add(done.took());
    }

    int gets() {
        return gets;
    }

    int found() {
        return found;
    }

    int stale() {
        return stale;
    }

    double foundShare() {
        return (double) found / gets;
    }

    int hopsAt(double quantile) {
        return at(hops, quantile);
    }

    Duration latencyAt(double quantile) {
        return at(latencies, quantile);
    }

    private static <T extends Comparable<T>> T at(List<T> values, double quantile) {
        List<T> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(quantile * sorted.size())));
    }

    @Override
    public String toString() {
        return "gets=" + gets + " found=" + found + " staleAccepted=" + stale + " hopsP50=" + at(hops, 0.5)
                + " hopsP95=" + at(hops, 0.95) + " requestsP50=" + at(requests, 0.5) + " latencyP50Ms="
                + at(latencies, 0.5).toMillis() + " latencyP95Ms="
                + at(latencies, 0.95).toMillis();
    }
}
