package dev.kontor.discovery.bench.cluster;

/// How many nodes, puts and gets, and how long a contestant may take for all of it.
public record Extent(int nodes, int puts, int gets, int seconds) {
    public static Extent of(int seconds) {
        return new Extent(100, 200, 1_000, seconds);
    }
}
