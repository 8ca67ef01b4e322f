package dev.kontor.bench.firstbyte;

import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.memory.LargeFile;
import dev.kontor.bench.meter.Distribution;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;

/// GET of an entry of 10 KB that is held, through the gateway and from the source itself, one request after the other
/// on one connection; and parts of a very large file that is still on its way.
public final class FirstByte implements Scenario {
    private static final int ENTRY = 10 * 1024;
    private static final double MOST_MILLIS = 10;
    private static final double MOST_PART_MILLIS = 1000;

    private final LargeFile large;

    public FirstByte(LargeFile large) {
        this.large = large;
    }

    @Override
    public String name() {
        return "first-byte";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Sheet sheet = new Sheet(name(), !bench.quick());
        Demo demo = bench.stage().demo(Form.CACHED);
        SeededContent entry = new SeededContent(System.nanoTime(), ENTRY);
        Table table = new Table("GET, ms", "count", "p50", "p99", "max");
        try (LanSource source = new LanSource()) {
            source.put("/entry", "application/octet-stream", entry.part(0, ENTRY));
            String path = demo.share(Demo.newName("first"), source.address("/entry"));
            bench.say().accept("first-byte: direct");
            tell(sheet, table, "direct, 10 KB", series(bench, source.address("/"), "/entry", entry));
            bench.say().accept("first-byte: through the gateway");
            Distribution held = series(bench, demo.globex().lan(), path, entry, demo.authorization());
            tell(sheet, table, "Kontor, 10 KB, held", held);
            parts(bench, sheet, table);
            sheet.atMost("GET of a held entry of 10 KB, median", held.p50(), MOST_MILLIS, "ms");
        }
        return sheet.result(table);
    }

    private void parts(Workbench bench, Sheet sheet, Table table) throws IOException {
        LargeFile.Seen seen = large.seen(bench);
        String who = "Kontor, a part of " + (seen.bytes() >> 20) + " MiB on their way";
        if (seen.partMillis().isEmpty()) {
            sheet.note(who + ": not measured, the file was there too soon");
            return;
        }
        Distribution parts = Distribution.ofNanos(seen.partMillis().stream()
                .mapToLong(millis -> (long) (millis * 1e6))
                .toArray());
        tell(sheet, table, who, parts);
        sheet.atMost("a verified part of a large file on its way, slowest", parts.max(), MOST_PART_MILLIS, "ms");
    }

    private void tell(Sheet sheet, Table table, String who, Distribution times) {
        table.row(who, times.count(), times.p50(), times.p99(), times.max());
        sheet.line(Line.of(name(), who).with("milliseconds", times));
    }

    private static Distribution series(Workbench bench, URI server, String path, SeededContent entry, String... headers)
            throws IOException {
        byte[] expected = entry.part(0, ENTRY);
        try (KeepAlive client = KeepAlive.to(server)) {
            long[] nanos = new long[bench.choose(3000, 300)];
            for (int i = -bench.choose(1000, 100); i < nanos.length; i++) {
                KeepAlive.Reply reply = client.get(path, headers);
                if (reply.status() != 200 || !Arrays.equals(reply.body(), expected)) {
                    throw new BenchException("Expected the entry, got status " + reply.status() + ".");
                }
                if (i >= 0) {
                    nanos[i] = reply.nanos();
                }
            }
            return Distribution.ofNanos(nanos);
        }
    }
}
