package dev.kontor.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `/proc/<pid>`. A process that is gone is absent, not an error.
final class ProcessFiles {
    /// Of /proc/<pid>/stat, as every Linux on every architecture of today shows it to programs.
    static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    private ProcessFiles() {}

    /// Fields of `/proc/<pid>/stat`.
    ///
    /// @param ticks CPU time of the process itself
    /// @param childTicks CPU time of its ended children
    /// @param startTicks when it began, since the machine was booted
    record Stat(long parent, long ticks, long childTicks, long startTicks) {}

    static Optional<Stat> stat(long pid) {
        return read(pid, "stat").map(ProcessFiles::parse);
    }

    /// The second field is the program's name in parentheses, and may hold anything.
    static Stat parse(String text) {
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return new Stat(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14]),
                Long.parseLong(fields[19]));
    }

    /// A line such as `Pss:    1234 kB`, in KiB; 0 when there is none.
    static long kibibytes(long pid, String file, String name) {
        return read(pid, file).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /// Lets the peak of the resident memory begin anew; where that is not allowed it goes on from the start.
    static void forgetPeak(long pid) {
        try {
            Files.writeString(PROC.resolve(Long.toString(pid)).resolve("clear_refs"), "5");
        } catch (IOException notAllowed) {
            // The peak then is the one since the start, which is not less.
        }
    }

    /// All processes of one moment.
    record Snapshot(Map<Long, Stat> stats, Map<Long, List<Long>> children) {

        /// A process and everything below it.
        List<Long> tree(long root) {
            List<Long> tree = new ArrayList<>();
            Deque<Long> open = new ArrayDeque<>(List.of(root));
            while (!open.isEmpty()) {
                long next = open.pop();
                tree.add(next);
                open.addAll(children.getOrDefault(next, List.of()));
            }
            return tree;
        }

        /// CPU time of a process alone.
        double ownSeconds(long pid) {
            Stat stat = stats.get(pid);
            return stat == null ? 0 : stat.ticks() / TICKS_PER_SECOND;
        }

        /// CPU time of a process, its ended children, and everything below it.
        double treeSeconds(long root) {
            return tree(root).stream()
                    .flatMap(pid -> Stream.ofNullable(stats.get(pid)))
                    .mapToDouble(stat -> (stat.ticks() + stat.childTicks()) / TICKS_PER_SECOND)
                    .sum();
        }
    }

    static Snapshot snapshot() {
        Map<Long, Stat> stats = new HashMap<>();
        Map<Long, List<Long>> children = new HashMap<>();
        pids().forEach(pid -> stat(pid).ifPresent(stat -> {
            stats.put(pid, stat);
            children.computeIfAbsent(stat.parent(), none -> new ArrayList<>()).add(pid);
        }));
        return new Snapshot(stats, children);
    }

    static Map<Long, String> commandLines() {
        Map<Long, String> lines = new HashMap<>();
        pids().forEach(pid -> read(pid, "cmdline").ifPresent(line -> lines.put(pid, line.replace('\0', ' '))));
        return lines;
    }

    private static List<Long> pids() {
        try (Stream<Path> all = Files.list(PROC)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException noProc) {
            throw new IllegalStateException("there is no /proc; this needs Linux", noProc);
        }
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(PROC.resolve(Long.toString(pid)).resolve(file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
