package dev.kontor.discovery.scenario;

import java.util.ArrayList;
import java.util.List;

/// What a scenario must reach. No forged and no stale record is ever accepted where nobody lies; where nodes lie, a
/// stale one counts as not found.
record Bar(
        double found, int hopsP50, int hopsP95, int requests, int latencyP50, int latencyP95, int bytes, int memory) {
    private static final int ANY = Integer.MAX_VALUE;

    static Bar found(double share) {
        return new Bar(share, ANY, ANY, ANY, ANY, ANY, ANY, ANY);
    }

    Bar hops(int p50, int p95) {
        return new Bar(found, p50, p95, requests, latencyP50, latencyP95, bytes, memory);
    }

    Bar requests(int most) {
        return new Bar(found, hopsP50, hopsP95, most, latencyP50, latencyP95, bytes, memory);
    }

    Bar latency(int p50, int p95) {
        return new Bar(found, hopsP50, hopsP95, requests, p50, p95, bytes, memory);
    }

    Bar idle(int bytesPerSecond, int bytesOfMemory) {
        return new Bar(found, hopsP50, hopsP95, requests, latencyP50, latencyP95, bytesPerSecond, bytesOfMemory);
    }

    /// What was missed, in words.
    List<String> missed(Outcome outcome) {
        List<String> missed = new ArrayList<>();
        Tally gets = outcome.tally();
        if (gets.foundShare() < found) {
            missed.add("found " + gets.foundShare() + ", not " + found);
        }
        if (gets.forged() > 0) {
            missed.add(gets.forged() + " forged records accepted");
        }
        if (gets.stale() > 0 && outcome.honest()) {
            missed.add(gets.stale() + " stale records accepted");
        }
        over(missed, "hops p50", gets.hopsAt(0.5), hopsP50);
        over(missed, "hops p95", gets.hopsAt(0.95), hopsP95);
        over(missed, "requests", (int) Math.ceil(gets.requestsMean()), requests);
        over(missed, "latency p50", gets.latencyAt(0.5), latencyP50);
        over(missed, "latency p95", gets.latencyAt(0.95), latencyP95);
        over(missed, "bytes per second", outcome.bytesPerSecondIdle(), bytes);
        over(missed, "bytes of memory per node", outcome.memoryPerNode(), memory);
        return missed;
    }

    private static void over(List<String> missed, String what, int value, int most) {
        if (value > most) {
            missed.add(what + " " + value + ", not " + most);
        }
    }
}
