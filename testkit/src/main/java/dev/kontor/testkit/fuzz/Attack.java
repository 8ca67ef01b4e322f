package dev.kontor.testkit.fuzz;

import java.util.ServiceLoader;

/// What Jazzer calls, in a process of its own, once for each input: hands it to the target that the system property
/// `kontor.fuzz.target` names, and now and then says on standard error how much heap is in use after a collection.
public final class Attack {
    static final String TARGET = "kontor.fuzz.target";
    static final String HEAP = "kontor-fuzz-heap-bytes ";

    private static final long SAMPLE_NANOS = 10_000_000_000L;

    private static final FuzzTarget CHOSEN = chosen();
    private static long nextSample = System.nanoTime() + SAMPLE_NANOS;

    private Attack() {}

    private static FuzzTarget chosen() {
        String name = System.getProperty(TARGET, "");
        return ServiceLoader.load(FuzzTarget.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no target is called '" + name + "'"));
    }

    /// The name and shape are Jazzer's.
    public static void fuzzerTestOneInput(byte[] input) {
        CHOSEN.accepts(input);
        long now = System.nanoTime();
        if (now - nextSample >= 0) {
            nextSample = now + SAMPLE_NANOS;
            sampleHeap();
        }
    }

    private static void sampleHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.err.println(HEAP + (runtime.totalMemory() - runtime.freeMemory()));
    }
}
