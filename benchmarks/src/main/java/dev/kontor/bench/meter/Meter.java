package dev.kontor.bench.meter;

import java.io.IOException;
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

    /// What all of them have used so far, and their memory, which takes a while to find out.
    public Map<String, Usage> read() {
        ProcessFiles.Snapshot now = ProcessFiles.snapshot();
        Map<String, Usage> usages = new LinkedHashMap<>();
        trees.forEach((name, pid) -> usages.put(name, ofTree(now, pid)));
        singles.forEach((name, pid) -> usages.put(name, memory(pid).plus(cpu(now.ownSeconds(pid)))));
        return usages;
    }

    /// CPU seconds that all of them have used so far; quick.
    public Map<String, Double> cpuSeconds() {
        ProcessFiles.Snapshot now = ProcessFiles.snapshot();
        Map<String, Double> seconds = new LinkedHashMap<>();
        trees.forEach((name, pid) -> seconds.put(name, now.treeSeconds(pid)));
        singles.forEach((name, pid) -> seconds.put(name, now.ownSeconds(pid)));
        return seconds;
    }

    /// CPU seconds since an earlier reading.
    public Map<String, Double> cpuSecondsSince(Map<String, Double> earlier) {
        Map<String, Double> now = cpuSeconds();
        now.replaceAll((name, seconds) -> Math.max(0, seconds - earlier.getOrDefault(name, 0.0)));
        return now;
    }

    /// Measures a step: the time, the CPU time of all processes and of programs that were started and ended meanwhile,
    /// and the peaks of the services' memory.
    public Below.Took measure(Below.Step step) throws IOException {
        forgetPeaks();
        Map<String, Double> before = cpuSeconds();
        double endedBefore = ofEndedChildren();
        long began = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = cpuSecondsSince(before).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        double ended = ofEndedChildren() - endedBefore;
        double peaks = read().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("-service"))
                .mapToDouble(entry -> entry.getValue().peakRssMebibytes())
                .sum();
        return new Below.Took(seconds, cpu + ended, peaks);
    }

    /// Lets the peaks begin anew.
    public void forgetPeaks() {
        ProcessFiles.Snapshot now = ProcessFiles.snapshot();
        trees.values().stream().flatMap(root -> now.tree(root).stream()).forEach(ProcessFiles::forgetPeak);
        singles.values().forEach(ProcessFiles::forgetPeak);
    }

    public static Usage total(Map<String, Usage> usages) {
        return usages.values().stream().reduce(Usage.NONE, Usage::plus);
    }

    /// The command lines of all processes that may be read, by process id, arguments separated by spaces.
    public static Map<Long, String> commandLines() {
        return ProcessFiles.commandLines();
    }

    /// What one process and everything below it uses.
    public static Usage ofTree(long root) {
        return ofTree(ProcessFiles.snapshot(), root);
    }

    /// CPU seconds of the ended children of this process.
    public static double ofEndedChildren() {
        return ProcessFiles.stat(ProcessHandle.current().pid())
                .map(stat -> stat.childTicks() / ProcessFiles.TICKS_PER_SECOND)
                .orElse(0.0);
    }

    private static Usage ofTree(ProcessFiles.Snapshot now, long root) {
        return now.tree(root).stream().map(Meter::memory).reduce(cpu(now.treeSeconds(root)), Usage::plus);
    }

    private static Usage cpu(double seconds) {
        return new Usage(seconds, 0, 0, 0);
    }

    private static Usage memory(long pid) {
        return new Usage(
                0,
                ProcessFiles.kibibytes(pid, "smaps_rollup", "Rss") / KIBIBYTES_PER_MEBIBYTE,
                ProcessFiles.kibibytes(pid, "smaps_rollup", "Pss") / KIBIBYTES_PER_MEBIBYTE,
                ProcessFiles.kibibytes(pid, "status", "VmHWM") / KIBIBYTES_PER_MEBIBYTE);
    }
}
