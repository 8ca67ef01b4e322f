package dev.kontor.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a measurement was made on.
public record Machine(int cores, String cpu, long memoryMebibytes, String system, String jdk) {

    /// This one.
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name", "unknown").replaceAll(".*:\\s*", ""),
                Long.parseLong(line("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
    }

    /// The load averages of the last minute, five and fifteen minutes.
    public static List<Double> load() {
        try {
            return Arrays.stream(Files.readString(Path.of("/proc/loadavg")).split(" ", 4))
                    .limit(3)
                    .map(Double::valueOf)
                    .toList();
        } catch (IOException noProc) {
            throw new IllegalStateException("there is no /proc; this needs Linux", noProc);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d cores, %s, %d MiB, %s, %s", cores, cpu, memoryMebibytes, system, jdk);
    }

    private static String line(String file, String name, String otherwise) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException noProc) {
            return otherwise;
        }
    }
}
