package dev.kontor.bench.meter;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads what named processes use. A name stands for a process and all below it, so that PostgreSQL is one and not
/// ninety.
public final class Meter {
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    private final Map<String, Long> trees = new LinkedHashMap<>();
    private final Map<String, Long> singles = new LinkedHashMap<>();

    /// Adds a process with its descendants.
    public Meter with(String name, long pid) {
        trees.put(name, pid);
        return this;
    }

    /// Adds a process whose descendants are others' or are counted by themselves.
    public Meter alone(String name, long pid) {
        singles.put(name, pid);
        return this;
    }

    /// What all of them have used so far.
    public Map<String, Usage> read() {
        Map<String, Usage> usages = new LinkedHashMap<>();
        trees.forEach((name, pid) -> usages.put(name, ofTree(pid)));
        singles.forEach((name, pid) -> usages.put(name, ofOne(pid, false)));
        return usages;
    }

    /// What all of them have used since an earlier reading.
    public Map<String, Usage> readSince(Map<String, Usage> earlier) {
        Map<String, Usage> now = read();
        now.replaceAll((name, usage) -> usage.since(earlier.getOrDefault(name, Usage.NONE)));
        return now;
    }

    /// Lets the peaks begin anew.
    public void forgetPeaks() {
        trees.values().stream()
                .flatMap(root -> ProcessFiles.tree(root).stream())
                .forEach(ProcessFiles::forgetPeak);
        singles.values().forEach(ProcessFiles::forgetPeak);
    }

    public static Usage total(Map<String, Usage> usages) {
        return usages.values().stream().reduce(Usage.NONE, Usage::plus);
    }

    /// What one process and everything below it uses.
    public static Usage ofTree(long root) {
        return ProcessFiles.tree(root).stream().map(pid -> ofOne(pid, true)).reduce(Usage.NONE, Usage::plus);
    }

    /// CPU seconds of the ended children of this process.
    public static double ofEndedChildren() {
        return ProcessFiles.stat(ProcessHandle.current().pid())
                .map(stat -> stat.childTicks() / ProcessFiles.TICKS_PER_SECOND)
                .orElse(0.0);
    }

    /// CPU seconds of a process alone, which is quick to ask for.
    public static double cpuSeconds(long pid) {
        return ProcessFiles.stat(pid)
                .map(stat -> stat.ticks() / ProcessFiles.TICKS_PER_SECOND)
                .orElse(0.0);
    }

    private static Usage ofOne(long pid, boolean endedChildren) {
        return ProcessFiles.stat(pid)
                .map(stat -> new Usage(
                        (stat.ticks() + (endedChildren ? stat.childTicks() : 0)) / ProcessFiles.TICKS_PER_SECOND,
                        ProcessFiles.kibibytes(pid, "smaps_rollup", "Rss") / KIBIBYTES_PER_MEBIBYTE,
                        ProcessFiles.kibibytes(pid, "smaps_rollup", "Pss") / KIBIBYTES_PER_MEBIBYTE,
                        ProcessFiles.kibibytes(pid, "status", "VmHWM") / KIBIBYTES_PER_MEBIBYTE))
                .orElse(Usage.NONE);
    }
}
