package dev.kontor.bench.peer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.meter.Meter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The usual client of LAN systems: GET to a file.
public final class Curl {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private Curl() {}

    /// What it took.
    ///
    /// @param cpuSeconds of curl itself
    public record Took(double seconds, double cpuSeconds) {}

    /// Fetches a file.
    ///
    /// @param headers each `Name: value`
    public static Took fetch(String url, Path into, Path log, List<String> headers) {
        String curl = Programs.find("curl").orElseThrow(() -> new BenchException("curl is missing: apt install curl"));
        List<String> command = new ArrayList<>(
                List.of(curl, "--silent", "--show-error", "--fail", "--insecure", "--output", into.toString()));
        headers.forEach(header -> command.addAll(List.of("--header", header)));
        command.add(url);
        double before = Meter.ofEndedChildren();
        long began = System.nanoTime();
        Programs.run(log, LONGEST, command);
        return new Took((System.nanoTime() - began) / 1e9, Meter.ofEndedChildren() - before);
    }
}
