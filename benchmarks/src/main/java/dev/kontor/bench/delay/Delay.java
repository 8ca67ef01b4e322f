package dev.kontor.bench.delay;

import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Fetching;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.federation.Federation;
import dev.kontor.bench.federation.Member;
import dev.kontor.bench.federation.Sites;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.line.Door;
import dev.kontor.bench.line.LongLine;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.peer.Curl;
import dev.kontor.bench.peer.Nginx;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One file over a line with a round trip of 50 ms on which one packet in a hundred gets lost, in both directions:
/// by curl from nginx in one stream, then from site to site. Both take the same way: a door, the line, another door,
/// the server.
public final class Delay implements Scenario {
    private static final Duration ONE_WAY = Duration.ofMillis(25);
    private static final double LOSS = 0.01;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration FRESHNESS = Duration.ofMillis(600);

    private final Sites sites;

    public Delay(Sites sites) {
        this.sites = sites;
    }

    @Override
    public String name() {
        return "delay";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Optional<String> missing = LongLine.missing().or(Nginx::missing);
        if (missing.isPresent()) {
            throw new BenchException(missing.get());
        }
        Federation federation = sites.running(bench);
        Path folder = bench.stage().files(name());
        SeededContent content = new SeededContent(System.nanoTime(), bench.choose(16, 2) * (1L << 20));
        Sheet sheet = new Sheet(name(), !bench.quick());
        try (LongLine _ = new LongLine(ONE_WAY, LOSS, folder.resolve("ip.log"))) {
            bench.say().accept("delay: curl from nginx");
            sheet.line(Line.of(name(), "nginx to curl, one stream", content.size(), curl(folder, content)));
            bench.say().accept("delay: Kontor");
            sheet.line(Line.of(name(), "Kontor", content.size(), kontor(federation, content)));
        }
        List<Line> lines = sheet.lines();
        Table table = new Table("50 ms, 1 % loss, " + (content.size() >> 20) + " MiB", "MB/s", "CPU-s/GiB");
        lines.forEach(line -> table.row(line.peer(), line.mbPerSecond(), line.cpuSecondsPerGiB()));
        sheet.atLeast("against one stream of curl", rate(lines.getLast()) / rate(lines.getFirst()), 5, "times");
        return sheet.result(table);
    }

    private static double rate(Line line) {
        Double rate = line.mbPerSecond();
        return rate == null ? 0 : rate;
    }

    private static Below.Took curl(Path folder, SeededContent content) throws IOException {
        try (InputStream bytes = content.all()) {
            Files.copy(bytes, folder.resolve("file"), StandardCopyOption.REPLACE_EXISTING);
        }
        Path into = folder.resolve("into");
        try (Nginx nginx = Nginx.serving(folder, folder.resolve("nginx"));
                Door far = new Door(
                        LongLine.address(LongLine.NEAR),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), nginx.port()));
                Door near = Door.to(nginx.port())) {
            near.lead(new InetSocketAddress(LongLine.address(LongLine.FAR), far.port()));
            String url = "https://127.0.0.1:" + near.port() + "/file";
            Below.Took took = new Meter()
                    .with("nginx", nginx.pid())
                    .measure(() -> Curl.fetch(url, into, folder.resolve("curl.log"), List.of()));
            try (InputStream arrived = Files.newInputStream(into)) {
                if (!content.isIn(arrived)) {
                    throw new BenchException("curl did not bring the file as it was.");
                }
            }
            return took;
        } finally {
            Files.deleteIfExists(folder.resolve("file"));
            Files.deleteIfExists(into);
        }
    }

    private static Below.Took kontor(Federation federation, SeededContent content) throws IOException {
        Member acme = federation.acme();
        try (LanSource source = new LanSource();
                Door far = new Door(LongLine.address(LongLine.NEAR), acme.edge())) {
            source.put("/file", content.size(), content::all);
            String path =
                    acme.share(Demo.newName("delay"), source.address("/file").toString(), List.of(federation.globex()));
            Patience.pause(FRESHNESS);
            Fetching fetching = federation.globex().fetching();
            String _ = fetching.authorization().get();
            acme.door().lead(new InetSocketAddress(LongLine.address(LongLine.FAR), far.port()));
            Below.Took took = federation.meter().measure(() -> fetching.whole(path, LONGEST));
            fetching.requireSame(path, content);
            return took;
        } finally {
            acme.door().lead(acme.edge());
        }
    }
}
