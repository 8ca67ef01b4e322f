package dev.kontor.discovery.scenario;

import dev.kontor.discovery.node.Effect;
import java.util.ArrayList;
import java.util.List;

/// What a number of gets came to.
final class Tally {
    private final List<Integer> hops = new ArrayList<>();
    private final List<Integer> requests = new ArrayList<>();
    private final List<Integer> latencies = new ArrayList<>();
    private int gets;
    private int found;
    private int forged;
    private int stale;

    void add(Effect.LookedUp done, Verdict verdict) {
        gets++;
        switch (verdict) {
            case FOUND -> found++;
            case FORGED -> forged++;
            case STALE -> stale++;
            case NOTHING -> {}
        }
        hops.add(done.report().hops());
        requests.add(done.report().asked());
        latencies.add((int) done.took().toMillis());
    }

    /// What a get brought.
    enum Verdict {
        FOUND,
        NOTHING,
        STALE,
        FORGED
    }

    int gets() {
        return gets;
    }

    int found() {
        return found;
    }

    int forged() {
        return forged;
    }

    int stale() {
        return stale;
    }

    double foundShare() {
        return gets == 0 ? 1 : (double) found / gets;
    }

    int hopsAt(double quantile) {
        return at(hops, quantile);
    }

    int requestsAt(double quantile) {
        return at(requests, quantile);
    }

    double requestsMean() {
        return requests.stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    int latencyAt(double quantile) {
        return at(latencies, quantile);
    }

    private static int at(List<Integer> values, double quantile) {
        List<Integer> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, (long) (quantile * sorted.size())));
    }
}
