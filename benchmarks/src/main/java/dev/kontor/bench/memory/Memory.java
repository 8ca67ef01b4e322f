package dev.kontor.bench.memory;

import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Fetching;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The peak of every service's heap while content of very different shape is published, fetched and read.
public final class Memory implements Scenario {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final int SMALL = 10 * 1024;
    private static final double MOST_MIB = 256;

    private final LargeFile large;
    private final Table table = new Table("peak of a service's heap, MiB", "used", "committed", "direct", "which");

    public Memory(LargeFile large) {
        this.large = large;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Sheet sheet = new Sheet(name(), !bench.quick());
        Demo demo = bench.stage().demo(Form.CACHED);
        one(bench, demo, sheet, "1 KiB", 1 << 10);
        one(bench, demo, sheet, "1 MiB", 1 << 20);
        one(bench, demo, sheet, bench.quick() ? "64 MiB" : "1 GiB", bench.choose(1024, 64) * (1L << 20));
        LargeFile.Seen seen = large.seen(bench);
        enter(sheet, (seen.bytes() >> 20) + " MiB", seen.bytes(), seen.took(), seen.peaks());
        many(bench, demo, sheet, bench.choose(100_000, 1000));
        double most = sheet.lines().stream()
                .mapToDouble(line -> (Double) line.more().getOrDefault("peakHeapMiB", 0.0))
                .max()
                .orElseThrow();
        sheet.note("The launcher limits each service's heap to 256 MiB or less; none ran out of memory.");
        sheet.atMost("heap of any service, whatever was moved", most, MOST_MIB, "MiB");
        return sheet.result(table);
    }

    private void one(Workbench bench, Demo demo, Sheet sheet, String what, long bytes) throws IOException {
        bench.say().accept("memory: " + what);
        bench.stage().forgetPieces();
        SeededContent content = new SeededContent(System.nanoTime(), bytes);
        try (LanSource source = new LanSource();
                Heaps heaps = Heaps.watching(demo.services())) {
            source.put("/one", bytes, content::all);
            String path = demo.share(Demo.newName("memory"), source.address("/one"));
            Below.Took took = fetch(demo, path);
            demo.fetching().requireSame(path, content);
            enter(sheet, what, bytes, took, heaps.peaks());
        }
    }

    private void many(Workbench bench, Demo demo, Sheet sheet, int count) throws IOException {
        String what = count + " × 10 KiB";
        bench.say().accept("memory: " + what);
        bench.stage().forgetPieces();
        try (LanSource source = new LanSource();
                Heaps heaps = Heaps.watching(demo.services())) {
            long seed = System.nanoTime();
            for (int i = 0; i < count; i++) {
                SeededContent entry = new SeededContent(seed + i, SMALL);
                source.put("/many/" + i, SMALL, entry::all);
            }
            String list = IntStream.range(0, count)
                    .mapToObj(id -> "{\"id\":\"" + id + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            source.put("/many", "application/json", list.getBytes(StandardCharsets.UTF_8));
            String path = demo.share(
                    Demo.newName("memory"),
                    Map.of("kind", "http", "url", source.address("/many").toString(), "list", Map.of("id", "/id")));
            Below.Took took = fetch(demo, path + "/0");
            demo.fetching().requireSame(path + "/0", new SeededContent(seed, SMALL));
            enter(sheet, what, (long) count * SMALL, took, heaps.peaks());
        }
    }

    private static Below.Took fetch(Demo demo, String path) throws IOException {
        Patience.pause(FRESHNESS);
        Fetching fetching = demo.fetching();
        String _ = demo.authorization();
        return demo.meter().measure(() -> {
            var _ = fetching.whole(path, LONGEST);
        });
    }

    private void enter(Sheet sheet, String what, long bytes, Below.Took took, Map<String, Heaps.Heap> peaks) {
        Map.Entry<String, Heaps.Heap> most = peaks.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> entry.getValue().usedMiB()))
                .orElseThrow();
        Heaps.Heap heap = most.getValue();
        table.row(what, heap.usedMiB(), heap.committedMiB(), heap.directMiB(), most.getKey());
        sheet.line(Line.of(name(), "Kontor, " + what, bytes, took)
                .with("peakHeapMiB", heap.usedMiB())
                .with("heapPeaks", peaks));
    }
}
