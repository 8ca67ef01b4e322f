package dev.kontor.discovery.bench.rig;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process has used of the machine.
public final class Cpu {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KIBIBYTES = 1_024;

    private Cpu() {}

    /// Seconds of one thread, the kernel's work for it included.
    public static double ofThread(long thread) {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadCpuTime(thread) / NANOS_PER_SECOND;
    }

    /// Seconds of all threads, the collector's and the compilers' included.
    public static double ofProcess() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                / NANOS_PER_SECOND;
    }

    /// Resident memory of this process in MiB; 0 where there is no `/proc`.
    public static double residentMebibytes() {
        return residentMebibytes(ProcessHandle.current().pid());
    }

    /// The same of another process; 0 when it is gone.
    public static double residentMebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES)
                    .sum();
        } catch (IOException noProc) {
            return 0;
        }
    }

    /// MiB of heap that are in use after a collection.
    public static double heapMebibytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / KIBIBYTES / KIBIBYTES;
    }
}
