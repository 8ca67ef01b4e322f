package dev.kontor.bench.crowd;

import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Part;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Distribution;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.meter.Usage;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// 500 clients on globex' LAN, each on a connection of its own, who read different entries of one snapshot for a minute
/// as fast as they are answered. The snapshot is held.
public final class Crowd implements Scenario {
    private static final int ENTRY = 10 * 1024;
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> SERVING = List.of("globex gateway-service", "globex transfer-service");
    private static final double FLAT = 1.1;

    private final long seed = System.nanoTime();

    @Override
    public String name() {
        return "lan-clients";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        int entries = bench.choose(10_000, 500);
        int clients = bench.choose(500, 50);
        Duration warm = Duration.ofSeconds(bench.choose(20, 2));
        Duration counted = Duration.ofSeconds(bench.choose(60, 5));
        Demo demo = bench.stage().demo(Form.CACHED);
        bench.stage().forgetPieces();
        try (LanSource source = new LanSource()) {
            String path = share(demo, source, entries);
            Patience.pause(FRESHNESS);
            var _ = demo.fetching().whole(path + "/0", LONGEST);
            bench.say().accept("lan-clients: " + clients + " clients");
            try (Readers readers = new Readers(demo.globex().lan(), path, demo.authorization(), entries, this::entry)) {
                readers.start(clients);
                Patience.pause(warm);
                readers.count();
                List<Double> memory = memory(demo, counted);
                return tell(bench, readers.stopped(), memory, clients, counted);
            }
        }
    }

    private SeededContent entry(int number) {
        return new SeededContent(seed + number, ENTRY);
    }

    private String share(Demo demo, LanSource source, int entries) throws IOException {
        IntStream.range(0, entries)
                .forEach(number -> source.put(
                        "/crowd/" + number, ENTRY, () -> entry(number).all()));
        String list = IntStream.range(0, entries)
                .mapToObj(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        source.put("/crowd", "application/json", list.getBytes(StandardCharsets.UTF_8));
        return demo.share(
                Demo.newName("crowd"),
                Map.of("kind", "http", "url", source.address("/crowd").toString(), "list", Map.of("id", "/id")));
    }

    /// Resident memory of the two services that serve, about once a second.
    private static List<Double> memory(Demo demo, Duration during) {
        List<Double> seen = new ArrayList<>();
        long end = System.nanoTime() + during.toNanos();
        while (System.nanoTime() < end) {
            double now = SERVING.stream()
                    .map(title -> demo.part(title).orElseThrow(() -> new BenchException("There is no " + title + ".")))
                    .map(Part::pid)
                    .map(Meter::ofTree)
                    .mapToDouble(Usage::rssMebibytes)
                    .sum();
            seen.add(now);
            Patience.pause(Duration.ofSeconds(1));
        }
        return seen;
    }

    private Result tell(Workbench bench, Readers.Seen seen, List<Double> memory, int clients, Duration counted) {
        Sheet sheet = new Sheet(name(), !bench.quick());
        Distribution times = seen.times();
        double first = highest(memory.subList(0, Math.max(1, memory.size() / 3)));
        double last = highest(memory.subList(memory.size() * 2 / 3, memory.size()));
        double perSecond = times.count() / (double) counted.toSeconds();
        Table table = new Table(
                clients + " clients, 10 KB entries",
                "a second",
                "p50 ms",
                "p99 ms",
                "errors",
                "MiB at first",
                "at last");
        table.row("Kontor", perSecond, times.p50(), times.p99(), seen.errors(), first, last);
        sheet.line(Line.of(name(), "Kontor", (long) times.count() * ENTRY, (double) counted.toSeconds())
                .with("milliseconds", times)
                .with("requestsPerSecond", perSecond)
                .with("errors", seen.errors())
                .with("rssFirstThirdMiB", first)
                .with("rssLastThirdMiB", last));
        seen.complaints().forEach(complaint -> sheet.note("error: " + complaint));
        sheet.atMost("errors", seen.errors(), 0, "");
        sheet.atMost("memory in the last third against the first", last / first, FLAT, "times");
        return sheet.result(table);
    }

    private static double highest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
