package dev.kontor.bench.latency;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.KeepAlive.Reply;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Distribution;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// GET of a 10 KB document, one request after the other on one connection:
///
/// - *direct*: from the system on acme's LAN itself
/// - *held*: from globex' gateway, the verified snapshot being there; acme is asked twice a second whether it is
/// current
/// - *fetched*: from globex' gateway, the document having just changed: acme is asked, manifest, index and pieces come
/// over,
///   are verified and made durable, and the receipt is signed
public final class Latency implements Scenario {
    private static final int DOCUMENT = 10 * 1024;

    /// Longer than the freshness interval of transfer-service, within which acme is not asked again.
    private static final Duration FRESHNESS = Duration.ofMillis(600);

    private final Random random = new Random(20_261);

    /// What was found, in milliseconds.
    ///
    /// @param times the median as a multiple of the direct one
    record Line(Distribution milliseconds, double times) {}

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Demo demo = bench.stage().demo(Form.CACHED);
        try (LanSource source = new LanSource()) {
            byte[] document = change(source);
            String namespace = Demo.newName("latency");
            String path = demo.share(namespace, source.address("/document"));
            Map<String, Distribution> found = new LinkedHashMap<>();
            bench.say().accept("latency: direct");
            found.put("direct", series(bench, source.address(""), "/document", document, ""));
            bench.say().accept("latency: held at globex");
            found.put("held", series(bench, demo.globex().lan(), path, document, demo.authorization()));
            bench.say().accept("latency: fetched from acme");
            found.put("fetched", fetched(bench, demo, source, namespace, path));
            return result(found);
        }
    }

    private Distribution series(Workbench bench, URI server, String path, byte[] expected, String header)
            throws IOException {
        try (KeepAlive client = KeepAlive.to(server)) {
            String[] headers = header.isEmpty() ? new String[0] : new String[] {header};
            for (int warm = 0; warm < bench.choose(500, 200); warm++) {
                check(client.get(path, headers), expected);
            }
            long[] nanos = new long[bench.choose(2000, 500)];
            for (int i = 0; i < nanos.length; i++) {
                Reply reply = client.get(path, headers);
                check(reply, expected);
                nanos[i] = reply.nanos();
            }
            return Distribution.ofNanos(nanos);
        }
    }

    private Distribution fetched(Workbench bench, Demo demo, LanSource source, String namespace, String path)
            throws IOException {
        int warm = bench.choose(30, 5);
        long[] nanos = new long[bench.choose(200, 20)];
        try (KeepAlive client = KeepAlive.to(demo.globex().lan())) {
            for (int i = -warm; i < nanos.length; i++) {
                byte[] document = change(source);
                demo.poll(namespace);
                Patience.pause(FRESHNESS);
                Reply reply = client.get(path, demo.authorization());
                check(reply, document);
                if (i >= 0) {
                    nanos[i] = reply.nanos();
                }
            }
        }
        return Distribution.ofNanos(nanos);
    }

    private byte[] change(LanSource source) {
        byte[] document = new byte[DOCUMENT];
        random.nextBytes(document);
        source.put("/document", "application/octet-stream", document);
        return document;
    }

    private static void check(Reply reply, byte[] expected) {
        if (reply.status() != 200 || !Arrays.equals(reply.body(), expected)) {
            throw new BenchException("Expected the document, got status " + reply.status() + " and "
                    + reply.body().length + " bytes, " + reply.headers() + ".");
        }
    }

    private Result result(Map<String, Distribution> found) {
        double direct = found.values().iterator().next().p50();
        Map<String, Line> lines = new LinkedHashMap<>();
        Table table = new Table("10 KB GET, ms", "count", "p50", "p99", "p99.9", "max", "p50 / direct");
        found.forEach((series, times) -> {
            Line line = new Line(times, times.p50() / direct);
            lines.put(series, line);
            table.row(series, times.count(), times.p50(), times.p99(), times.p999(), times.max(), line.times());
        });
        return new Result(name(), lines, table.toString());
    }
}
