package dev.kontor.bench.transfer;

import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.peer.Curl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Moves the files from a source on acme's LAN to a folder on globex' LAN: one file by curl from the gateway, many by
/// `kontor get`.
record KontorMove(Demo demo, TestFiles files) {
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// Both parts of the job.
    record Moved(Below.Took publish, Below.Took fetch) {
        Below.Took both() {
            return new Below.Took(
                    publish.seconds() + fetch.seconds(),
                    publish.cpuSeconds() + fetch.cpuSeconds(),
                    Math.max(publish.peakRssMebibytes(), fetch.peakRssMebibytes()));
        }
    }

    /// Moves them.
    ///
    /// @param into an empty folder
    /// @param work for logs
    Moved move(Path into, Path work) throws IOException {
        try (LanSource source = new LanSource()) {
            boolean single = files.count() == 1;
            String namespace = Demo.newName("contest");
            String path = single ? shareEmptyFile(source, namespace) : shareEmptyList(source, namespace);
            offer(source, single);
            Meter meter = demo.meter();
            Below.Took publish = measured(meter, () -> demo.poll(namespace));
            Patience.pause(FRESHNESS);
            Files.createDirectories(into);
            Below.Took fetch = single
                    ? measured(meter, () -> curl(path, into, work))
                    : measured(meter, () -> demo.download("kontor://acme-inc/" + namespace, into));
            return new Moved(publish, fetch);
        }
    }

    /// Moves the one file from partner to partner only: it is over when every piece is verified and durable at globex
    /// and the receipt is signed. Nobody reads it on the LAN.
    Below.Took toVerifiedFile() throws IOException {
        try (LanSource source = new LanSource()) {
            String namespace = Demo.newName("contest");
            String path = shareEmptyFile(source, namespace);
            offer(source, true);
            demo.poll(namespace);
            Patience.pause(FRESHNESS);
            return measured(demo.meter(), () -> demo.fetching().whole(path, LONGEST));
        }
    }

    private String shareEmptyFile(LanSource source, String namespace) throws IOException {
        source.put("/files", "application/octet-stream", new byte[1]);
        return demo.share(
                namespace,
                Map.of("kind", "http", "url", source.address("/files").toString()));
    }

    private String shareEmptyList(LanSource source, String namespace) throws IOException {
        source.put("/files", "application/json", "[]".getBytes(StandardCharsets.UTF_8));
        return demo.share(
                namespace,
                Map.of("kind", "http", "url", source.address("/files").toString(), "list", Map.of("id", "/id")));
    }

    private void offer(LanSource source, boolean single) {
        if (single) {
            source.put("/files", files.folder().resolve(files.names().getFirst()));
            return;
        }
        files.names()
                .forEach(name -> source.put("/files/" + name, files.folder().resolve(name)));
        String list = files.names().stream()
                .map(name -> "{\"id\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        source.put("/files", "application/json", list.getBytes(StandardCharsets.UTF_8));
    }

    private void curl(String path, Path into, Path work) {
        Curl.fetch(
                demo.globex().lanUrl() + path,
                into.resolve(files.names().getFirst()),
                work.resolve("curl.log"),
                List.of(demo.authorization()));
    }

    private Below.Took measured(Meter meter, Below.Step step) throws IOException {
        demo.authorization();
        return meter.measure(step);
    }
}
