package dev.kontor.discovery.bench.report;

import java.io.PrintStream;

/// Tells whoever waits what is going on.
public final class Progress {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final long began = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String text) {
        out.printf("[%6.1f s] %s%n", (System.nanoTime() - began) / NANOS_PER_SECOND, text);
    }
}
