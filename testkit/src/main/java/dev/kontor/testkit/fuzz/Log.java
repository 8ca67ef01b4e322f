package dev.kontor.testkit.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a run printed, read as figures. The lines are libFuzzer's, Jazzer's and [Attack]'s.
record Log(List<String> lines) {
    private static final Pattern STATUS = Pattern.compile("#(\\d+)\\s.*\\bcov: (\\d+) .*\\bcorp: (\\d+)/.*");
    private static final Pattern INPUTS = Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
    private static final Pattern SECONDS = Pattern.compile("Done \\d+ runs in (\\d+) second\\(s\\)");
    private static final Pattern PEAK = Pattern.compile("stat::peak_rss_mb:\\s+(\\d+)");
    private static final Pattern REPRODUCER = Pattern.compile(".*Test unit written to (.+)");
    /// What the target threw; a hang; or no memory left even for Jazzer.
    private static final Pattern ESCAPE = Pattern.compile(
            "(?:== Java Exception: |==\\d+==\\s*ERROR: |Exception in thread \"main\" (?=java.lang.OutOfMemoryError))(.+)");
    private static final double MEBIBYTE = 1 << 20;

    Log {
        lines = List.copyOf(lines);
    }

    /// One line for people.
    String figures() {
        return String.format(
                Locale.ROOT,
                "%,12d inputs in %4d s  coverage %5d  corpus %5d  heap %s  peak %d MB",
                last(INPUTS, match -> Long.parseLong(match.group(1))),
                last(SECONDS, match -> Long.parseLong(match.group(1))),
                last(STATUS, match -> Long.parseLong(match.group(2))),
                last(STATUS, match -> Long.parseLong(match.group(3))),
                heap(),
                last(PEAK, match -> Long.parseLong(match.group(1))));
    }

    /// Heap in use after a collection: at first, at last, and at most.
    private String heap() {
        List<Long> samples = lines.stream()
                .filter(line -> line.startsWith(Attack.HEAP))
                .map(line -> Long.parseLong(line.substring(Attack.HEAP.length())))
                .toList();
        if (samples.isEmpty()) {
            return "not sampled";
        }
        long most = samples.stream().mapToLong(Long::longValue).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%.1f → %.1f MB (at most %.1f)",
                samples.getFirst() / MEBIBYTE,
                samples.getLast() / MEBIBYTE,
                most / MEBIBYTE);
    }

    /// What was thrown, or what else went wrong.
    Optional<String> escape() {
        return matches(ESCAPE).map(match -> match.group(1)).findFirst();
    }

    /// The file that holds the input at fault.
    Optional<String> reproducer() {
        return matches(REPRODUCER).map(match -> match.group(1)).findFirst();
    }

    private long last(Pattern pattern, ToLongFunction<Matcher> figure) {
        return matches(pattern).mapToLong(figure).reduce(0, (_, later) -> later);
    }

    private Stream<Matcher> matches(Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches);
    }
}
