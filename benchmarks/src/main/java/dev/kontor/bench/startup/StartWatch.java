package dev.kontor.bench.startup;

import dev.kontor.bench.demo.Part;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.demo.StateFile;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.meter.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Watches a start of the demo from a thread of its own, and reads what each process has used at the moment when the
/// launcher finds it ready.
final class StartWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)\\s?s");

    private final StateFile state;
    private final Map<Long, Ready> ready = new ConcurrentHashMap<>();
    private volatile boolean over;

    private record Ready(Instant at, Usage usage) {}

    StartWatch(StateFile state) {
        this.state = state;
        var _ = Thread.ofPlatform().daemon().name("start watch").start(this::watch);
    }

    private void watch() {
        while (!over) {
            state.parts().stream()
                    .filter(Part::ready)
                    .forEach(part ->
                            ready.computeIfAbsent(part.pid(), pid -> new Ready(Instant.now(), Meter.ofTree(pid))));
            Patience.pause(PAUSE);
        }
    }

    /// What was seen, with the memory of now.
    List<Started> seen() {
        Map<String, Started> seen = new LinkedHashMap<>();
        for (Part part : state.parts()) {
            Ready moment = ready.get(part.pid());
            if (moment != null) {
                seen.put(part.title(), started(part, moment));
            }
        }
        return List.copyOf(seen.values());
    }

    /// From the first process' start until the last one was ready.
    double readySeconds() {
        List<Part> parts = state.parts().stream()
                .filter(part -> ready.containsKey(part.pid()))
                .toList();
        Instant first = parts.stream()
                .map(part -> began(part.pid()))
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Instant last = ready.values().stream()
                .map(Ready::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return Duration.between(first, last).toMillis() / 1e3;
    }

    private static Instant began(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .orElse(Instant.EPOCH);
    }

    private static Started started(Part part, Ready moment) {
        return new Started(
                part.title(),
                part.service() ? part.form() : "",
                Duration.between(began(part.pid()), moment.at()).toMillis() / 1e3,
                startedIn(Path.of(part.log())),
                moment.usage().cpuSeconds(),
                moment.usage(),
                Meter.ofTree(part.pid()));
    }

    /// The last start that a log tells of.
    private static double startedIn(Path log) {
        try {
            Matcher matcher = STARTED.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
            double last = Double.NaN;
            while (matcher.find()) {
                last = Double.parseDouble(matcher.group(1));
            }
            return last;
        } catch (IOException none) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
