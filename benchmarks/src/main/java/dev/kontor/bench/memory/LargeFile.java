package dev.kontor.bench.memory;

import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Fetching;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The move of one very large file, which is made once in a run and looked at by several scenarios. While it is on
/// its way, parts of it are read.
public final class LargeFile {
    private static final long GIB = 1L << 30;
    private static final long KEPT_FREE = 15 * GIB;
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final int PARTS = 10;
    private static final int PART = 100_000;

    private @Nullable Seen seen;

    /// What was found.
    ///
    /// @param partMillis until a part of what was still on its way had been read; from anywhere in the file
    /// @param peaks of the services' heaps
    public record Seen(long bytes, Below.Took took, List<Double> partMillis, Map<String, Heaps.Heap> peaks) {}

    /// Moves it, unless that has been done.
    public Seen seen(Workbench bench) throws IOException {
        Seen known = seen;
        if (known == null) {
            known = move(bench);
            seen = known;
        }
        return known;
    }

    /// 10 GiB when both sites can keep them and 15 GiB stay free, else less.
    private static long size(Workbench bench) {
        if (bench.quick()) {
            return GIB / 4;
        }
        long room = bench.stage().usableBytes() - KEPT_FREE;
        return List.of(10L, 4L, 2L).stream()
                .map(gib -> gib * GIB)
                .filter(bytes -> 2 * bytes <= room)
                .findFirst()
                .orElseThrow(() -> new BenchException("There is no room on the disk for a large file; it needs "
                        + ((KEPT_FREE + 4 * GIB) >> 30) + " GiB, of which all but 15 are free again afterwards."));
    }

    private static Seen move(Workbench bench) throws IOException {
        SeededContent content = new SeededContent(System.nanoTime(), size(bench));
        bench.say().accept("large file: " + (content.size() >> 20) + " MiB");
        Demo demo = bench.stage().demo(Form.CACHED);
        bench.stage().forgetPieces();
        try (LanSource source = new LanSource();
                Heaps heaps = Heaps.watching(demo.services())) {
            source.put("/large", content.size(), content::all);
            String path = demo.share(Demo.newName("large"), source.address("/large"));
            Patience.pause(FRESHNESS);
            Fetching fetching = demo.fetching();
            String _ = demo.authorization();
            List<Double> parts = new ArrayList<>();
            Below.Took took = demo.meter().measure(() -> {
                String snapshot = fetching.begin(path);
                parts.addAll(parts(demo, fetching, snapshot, path, content));
                var _ = fetching.finished(snapshot, LONGEST);
            });
            return new Seen(content.size(), took, List.copyOf(parts), heaps.peaks());
        } finally {
            bench.stage().forgetPieces();
        }
    }

    /// Reads parts while the rest is fetched.
    private static List<Double> parts(Demo demo, Fetching fetching, String snapshot, String path, SeededContent content)
            throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        List<Double> millis = new ArrayList<>();
        try (KeepAlive client = KeepAlive.to(demo.globex().lan())) {
            for (int i = 0; i < PARTS; i++) {
                long from = random.nextLong(content.size() / 2, content.size() - PART);
                KeepAlive.Reply reply =
                        client.get(path, demo.authorization(), "Range: bytes=" + from + "-" + (from + PART - 1));
                if (reply.status() != 206 || !Arrays.equals(reply.body(), content.part(from, PART))) {
                    throw new BenchException("A part of the large file was not right, status " + reply.status() + ".");
                }
                if (!fetches(fetching, snapshot)) {
                    break;
                }
                millis.add(reply.nanos() / 1e6);
            }
        }
        return millis;
    }

    private static boolean fetches(Fetching fetching, String snapshot) throws IOException {
        return fetching.admin()
                .transfer(snapshot)
                .filter(transfer -> transfer.path("state").asText().equalsIgnoreCase("fetching"))
                .isPresent();
    }
}
