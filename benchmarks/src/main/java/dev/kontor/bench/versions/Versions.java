package dev.kontor.bench.versions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.demo.Site;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.peer.Curl;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import dev.kontor.bench.volume.RandomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A large file of random bytes from acme to globex, then changed versions of it, each an edit of the one before. What
/// counts is how much travels and how much each site stores for the new version, beside what rsync sends for the same
/// edit.
public final class Versions implements Scenario {
    private static final int PLACES = 20;
    private static final int BAR_MEBIBYTES = 2048;
    private static final double BAR_PERCENT = 2.0;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(15);
    private static final Duration FRESHNESS = Duration.ofMillis(600);

    /// What one version cost.
    ///
    /// @param bytes size of the file
    /// @param newPieces pieces that acme had to store
    /// @param fetchedBytes encrypted bytes that globex got from acme
    /// @param storedAtAcme growth of its piece store, the new index included
    /// @param rsync what rsync sends for the same edit, or null
    record Version(
            String what,
            long bytes,
            double changedPercent,
            long newPieces,
            long fetchedPieces,
            long fetchedBytes,
            double transferredPercent,
            long storedAtAcme,
            double storedPercent,
            long storedAtGlobex,
            Rsync.@Nullable Took rsync,
            double publishSeconds,
            double fetchSeconds) {}

    private record Job(Demo demo, LanSource source, Path folder, String namespace, String path) {
        Path in() {
            return folder.resolve("in");
        }

        Path out() {
            return folder.resolve("out");
        }
    }

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        int mebibytes = bench.mebibytes().orElse(bench.choose(BAR_MEBIBYTES, 128));
        long bytes = (long) mebibytes << 20;
        Path folder = bench.stage().files(name());
        Demo demo = bench.stage().demo(Form.CACHED);
        List<Version> versions = new ArrayList<>();
        try (LanSource source = new LanSource()) {
            source.put("/file", "application/octet-stream", new byte[1]);
            String namespace = Demo.newName(name());
            Job job = new Job(demo, source, folder, namespace, demo.share(namespace, source.address("/file")));
            RandomFile.write(job.in(), bytes, 1);
            bench.say().accept("versions: the first");
            versions.add(version(job, new Edit("first version", 1, 0, bytes), Optional.empty()));
            for (Edit edit : edits(bytes)) {
                bench.say().accept("versions: " + edit.what());
                versions.add(changed(job, edit));
            }
        } finally {
            for (String file : List.of("in", "out", "next")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
        return result(versions, mebibytes);
    }

    private static List<Edit> edits(long bytes) {
        long percent = bytes / 100;
        return List.of(
                new Edit("1 % overwritten in 20 places", PLACES, percent, percent),
                new Edit("1 % inserted in 20 places", PLACES, 0, percent),
                new Edit("1 % deleted in 20 places", PLACES, percent, 0),
                new Edit("one byte inserted at the front", 1, 0, 1));
    }

    private static Version changed(Job job, Edit edit) throws IOException {
        Path next = job.folder().resolve("next");
        edit.apply(job.in(), next, edit.hashCode());
        Files.move(next, job.in(), StandardCopyOption.REPLACE_EXISTING);
        Optional<Rsync.Took> rsync =
                Rsync.update(job.in(), job.out(), job.folder().resolve("rsync.log"));
        return version(job, edit, rsync);
    }

    private static Version version(Job job, Edit edit, Optional<Rsync.Took> rsync) throws IOException {
        Demo demo = job.demo();
        long acmeBefore = stored(demo.acme());
        long globexBefore = stored(demo.globex());
        job.source().put("/file", job.in());
        long began = System.nanoTime();
        JsonNode run = demo.poll(job.namespace());
        double publishSeconds = (System.nanoTime() - began) / 1e9;
        Patience.pause(FRESHNESS);
        began = System.nanoTime();
        JsonNode transfer = fetch(job);
        double fetchSeconds = (System.nanoTime() - began) / 1e9;
        long atAcme = stored(demo.acme()) - acmeBefore;
        long atGlobex = stored(demo.globex()) - globexBefore;
        requireEqual(job);
        long bytes = Files.size(job.in());
        long fetched = transfer.path("fetchedBytes").asLong();
        return new Version(
                edit.what(),
                bytes,
                percent(Math.max(edit.removed(), edit.added()), bytes),
                run.path("newPieces").asLong(),
                transfer.path("fetchedPieces").asLong(),
                fetched,
                percent(Math.max(fetched, atGlobex), bytes),
                atAcme,
                percent(atAcme, bytes),
                atGlobex,
                rsync.orElse(null),
                publishSeconds,
                fetchSeconds);
    }

    /// Asks for the first byte and waits until the snapshot is durable at globex.
    private static JsonNode fetch(Job job) throws IOException {
        Demo demo = job.demo();
        try (KeepAlive client = KeepAlive.to(demo.globex().lan())) {
            KeepAlive.Reply reply = client.get(job.path(), demo.authorization(), "Range: bytes=0-0");
            if (reply.status() != 206) {
                throw new BenchException("Expected a part of the file, got status " + reply.status() + ".");
            }
            String snapshot = reply.header("Kontor-Snapshot").orElse("");
            return Patience.until(
                    "the snapshot is here", LONGEST_FETCH, Duration.ofMillis(50), () -> ended(demo, snapshot));
        }
    }

    private static Optional<JsonNode> ended(Demo demo, String snapshot) throws IOException {
        return demo.admin(demo.globex())
                .get("/api/v1/transfers?limit=10")
                .good()
                .valueStream()
                .filter(transfer -> transfer.path("snapshotId").asText().equals(snapshot))
                .filter(transfer -> !transfer.path("state").asText().equalsIgnoreCase("fetching"))
                .findFirst();
    }

    private static void requireEqual(Job job) throws IOException {
        Path log = job.folder().resolve("curl.log");
        String url = job.demo().globex().lanUrl() + job.path();
        Curl.fetch(url, job.out(), log, List.of(job.demo().authorization()));
        if (Files.mismatch(job.in(), job.out()) != -1) {
            throw new BenchException("What arrived is not what was published.");
        }
    }

    /// Bytes in a site's piece store.
    private static long stored(Site site) throws IOException {
        Path store = site.folder().resolve("transfer-service").resolve("store").resolve("packs");
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static double percent(long part, long whole) {
        return 100.0 * part / whole;
    }

    private Result result(List<Version> versions, int mebibytes) {
        Table table = new Table(
                mebibytes + " MiB",
                "pieces",
                "transferred",
                "%",
                "stored %",
                "rsync literal %",
                "publish s",
                "fetch s");
        for (Version version : versions) {
            table.row(
                    version.what(),
                    version.newPieces(),
                    version.fetchedBytes(),
                    version.transferredPercent(),
                    version.storedPercent(),
                    version.rsync() == null
                            ? Double.NaN
                            : percent(version.rsync().literal(), version.bytes()),
                    version.publishSeconds(),
                    version.fetchSeconds());
        }
        boolean missed = mebibytes >= BAR_MEBIBYTES
                && versions.stream().skip(1).anyMatch(version -> version.transferredPercent() > BAR_PERCENT);
        return new Result(name(), versions, table.toString(), missed);
    }
}
