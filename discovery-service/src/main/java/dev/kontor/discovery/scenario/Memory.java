package dev.kontor.discovery.scenario;

/// What this process holds in its heap after a collection.
final class Memory {
    private Memory() {}

    static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
