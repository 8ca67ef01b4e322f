package dev.kontor.bench.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.peer.Curl;
import dev.kontor.bench.peer.Nginx;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A large file of random bytes from a source on acme's LAN to a file on globex' LAN. In each of three rounds, the
/// first right after a start, one content is published, fetched to a verified snapshot, and read, step by step;
/// then another is published and read at once, so that fetching and reading overlap.
public final class Volume implements Scenario {
    private static final int ROUNDS = 3;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(15);
    private static final Duration FRESHNESS = Duration.ofMillis(600);

    /// One round.
    ///
    /// @param fetchThenRead sum of both phases
    /// @param oneGet fetching and reading by a single request
    /// @param peakRssMebibytes by service, over the round
    record Round(
            Phase publish,
            Phase fetch,
            Phase read,
            Phase fetchThenRead,
            Phase oneGet,
            Map<String, Double> peakRssMebibytes) {}

    /// What was found.
    ///
    /// @param bytes size of the file
    /// @param reference the same file from nginx by curl, TLS 1.3; or why there is none
    record Figures(long bytes, List<Round> rounds, Object reference) {}

    private record Job(Demo demo, LanSource source, Path folder, String namespace, String path, long bytes) {}

    @Override
    public String name() {
        return "volume";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        long bytes = bench.choose(1024, 64) * (1L << 20);
        Path folder = bench.stage().files("volume");
        requireSpace(folder, 18 * bytes);
        Demo demo = bench.stage().restart(Form.CACHED);
        try (LanSource source = new LanSource()) {
            source.put("/file", "application/octet-stream", new byte[1]);
            String namespace = Demo.newName("volume");
            String path = demo.share(namespace, source.address("/file"));
            Job job = new Job(demo, source, folder, namespace, path, bytes);
            List<Round> rounds = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                bench.say().accept("volume: round " + round + " of " + ROUNDS);
                rounds.add(round(job, round));
            }
            bench.say().accept("volume: nginx and curl");
            Figures figures = new Figures(bytes, rounds, reference(job));
            return new Result(name(), figures, VolumeText.of(figures));
        } finally {
            Files.deleteIfExists(folder.resolve("in"));
            Files.deleteIfExists(folder.resolve("out"));
        }
    }

    private Round round(Job job, int round) throws IOException {
        Meter meter = job.demo().meter();
        meter.forgetPeaks();
        content(job, 2L * round);
        Phase publish = publish(job, meter);
        Patience.pause(FRESHNESS);
        Phase fetch = measured(job, meter, () -> fetch(job));
        Phase read = read(job, meter);
        content(job, 2L * round + 1);
        publish(job, meter);
        Patience.pause(FRESHNESS);
        Phase oneGet = read(job, meter);
        return new Round(publish, fetch, read, fetch.then(read, job.bytes()), oneGet, peaks(meter));
    }

    private static void content(Job job, long seed) throws IOException {
        job.source().put("/file", RandomFile.write(job.folder().resolve("in"), job.bytes(), seed));
    }

    private static Phase publish(Job job, Meter meter) throws IOException {
        return measured(job, meter, () -> {
            JsonNode run = job.demo().poll(job.namespace());
            if (!run.path("outcome").asText().equals("published")) {
                throw new BenchException("The poll found nothing new: " + run);
            }
        });
    }

    /// Asks for the first byte and waits until the transfer has its receipt.
    private static void fetch(Job job) throws IOException {
        Demo demo = job.demo();
        String header = demo.authorization();
        try (KeepAlive client = KeepAlive.to(demo.globex().lan())) {
            KeepAlive.Reply reply = client.get(job.path(), header, "Range: bytes=0-0");
            if (reply.status() != 206) {
                throw new BenchException("Expected a part of the file, got status " + reply.status() + ".");
            }
            String snapshot = reply.header("Kontor-Snapshot").orElse("");
            Patience.until(
                    "the snapshot is here",
                    LONGEST_FETCH,
                    Duration.ofMillis(50),
                    () -> demo.admin(demo.globex())
                            .get("/api/v1/transfers?limit=10")
                            .good()
                            .valueStream()
                            .filter(transfer ->
                                    transfer.path("snapshotId").asText().equals(snapshot))
                            .filter(transfer -> stored(transfer.path("state").asText()))
                            .findFirst());
        }
    }

    private static boolean stored(String state) {
        if (state.equalsIgnoreCase("failed")) {
            throw new BenchException("The transfer failed.");
        }
        return !state.equalsIgnoreCase("fetching");
    }

    private static Phase read(Job job, Meter meter) throws IOException {
        Path out = job.folder().resolve("out");
        String url = job.demo().globex().lanUrl() + job.path();
        String header = job.demo().authorization();
        Phase phase =
                measured(job, meter, () -> Curl.fetch(url, out, job.folder().resolve("curl.log"), List.of(header)));
        if (Files.mismatch(job.folder().resolve("in"), out) != -1) {
            throw new BenchException("What arrived is not what was published.");
        }
        return phase;
    }

    /// A step, which may fail.
    private interface Step {
        void run() throws IOException;
    }

    private static Phase measured(Job job, Meter meter, Step step) throws IOException {
        job.demo().authorization();
        Map<String, Double> before = meter.cpuSeconds();
        double curlBefore = Meter.ofEndedChildren();
        long began = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Double> used = meter.cpuSecondsSince(before);
        used.put("curl", Meter.ofEndedChildren() - curlBefore);
        return Phase.of(job.bytes(), seconds, used);
    }

    private static Map<String, Double> peaks(Meter meter) {
        Map<String, Double> peaks = new LinkedHashMap<>();
        meter.read().forEach((name, usage) -> {
            if (name.endsWith("-service")) {
                peaks.put(name, usage.peakRssMebibytes());
            }
        });
        return peaks;
    }

    private static Object reference(Job job) throws IOException {
        Optional<String> missing = Nginx.missing();
        if (missing.isPresent()) {
            return "not measured: " + missing.get();
        }
        List<Phase> runs = new ArrayList<>();
        try (Nginx nginx = Nginx.serving(job.folder(), job.folder().resolve("nginx"))) {
            Meter meter = new Meter().with("nginx", nginx.pid());
            for (int round = 0; round < ROUNDS; round++) {
                Path out = job.folder().resolve("out");
                runs.add(measured(
                        job,
                        meter,
                        () -> Curl.fetch(nginx.url("in"), out, job.folder().resolve("curl.log"), List.of())));
            }
        }
        return runs;
    }

    private static void requireSpace(Path folder, long bytes) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable < bytes) {
            throw new BenchException("Only " + (usable >> 20) + " MiB are free where " + folder + " lies; this needs "
                    + (bytes >> 20) + " MiB.");
        }
    }
}
