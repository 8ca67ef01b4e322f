package dev.kontor.discovery.bench.flood;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import dev.kontor.discovery.bench.rig.Folder;
import dev.kontor.discovery.bench.rig.JavaChild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A node with default limits in a process of its own, honest peers who ask it, and a flood of rubbish. The bar: the
/// honest peers are still answered.
public final class Flood {
    private static final String NAME = "flood";
    private static final double BAR = 0.95;
    private static final String HEAP = "256m";
    private static final int POOL = 8_192;

    /// How much of it.
    ///
    /// @param seconds of flood, after a quarter of that without, at most ten seconds
    public record Extent(int seconds, int perSecond) {
        public static Extent of(int seconds) {
            return new Extent(seconds, 100_000);
        }
    }

    private final Extent extent;
    private final Progress progress;
    private final SplittableRandom random = new SplittableRandom();

    public Flood(Extent extent, Progress progress) {
        this.extent = extent;
        this.progress = progress;
    }

    public List<Row> run() throws IOException, InterruptedException {
        try (Folder folder = Folder.temporary();
                JavaChild node = JavaChild.start(
                        Target.class, HEAP, List.of(folder.child("node").toString()))) {
            InetSocketAddress target = new InetSocketAddress(
                    InetAddress.ofLiteral("127.0.0.1"), node.hear().path("port").asInt());
            progress.say("flood: a node listens on port " + target.getPort());
            try (Honest honest = new Honest(target);
                    Flooder flooder = new Flooder(target, new Rubbish(random).datagrams(POOL), random.split())) {
                return List.of(flood(node, target, honest, flooder));
            }
        }
    }

    private Row flood(JavaChild node, InetSocketAddress target, Honest honest, Flooder flooder)
            throws IOException, InterruptedException {
        honest.start();
        Honest.Phase before = honest.next();
        progress.say("flood: honest peers ask");
        TimeUnit.MILLISECONDS.sleep(Math.min(10_000, 250L * extent.seconds()));
        JsonNode began = node.ask("state");
        Honest.Phase during = honest.next();
        progress.say("flood: " + extent.perSecond() + " datagrams a second for " + extent.seconds() + " s");
        long sent = pour(flooder, during);
        Honest.Phase after = honest.next();
        JsonNode ended = node.ask("state");
        progress.say("flood: it is over");
        TimeUnit.MILLISECONDS.sleep(Math.min(5_000, 100L * extent.seconds()));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("datagrams", sent);
        figures.put("datagramsPerSecond", (double) Math.round((double) sent / extent.seconds()));
        tell(figures, "Before", before);
        tell(figures, "During", during);
        tell(figures, "After", after);
        figures.put("heapMebibytesBefore", began.path("heapMebibytes").asDouble());
        figures.put("heapMebibytesAfter", ended.path("heapMebibytes").asDouble());
        figures.put("residentMebibytesAfter", ended.path("residentMebibytes").asDouble());
        figures.put(
                "nodeCpuSeconds",
                ended.path("cpuSeconds").asDouble() - began.path("cpuSeconds").asDouble());
        figures.put("droppedByTheKernel", kernelDrops(target.getPort()));
        ended.path("counts").properties().forEach(count -> {
            long more = count.getValue().asLong()
                    - began.path("counts").path(count.getKey()).asLong();
            if (more > 0) {
                figures.put(count.getKey(), more);
            }
        });
        return new Row(NAME, "kontor", figures)
                .must(
                        during.share() >= BAR,
                        String.format(
                                Locale.ROOT,
                                "%.4f of the honest questions were answered during the flood, not %.2f",
                                during.share(),
                                BAR));
    }

    private static void tell(Map<String, Object> figures, String when, Honest.Phase phase) {
        figures.put("asked" + when, phase.asked().get());
        figures.put("answered" + when, phase.answered().size());
        figures.put("share" + when, Math.round(10_000 * phase.share()) / 10_000.0);
        figures.put("p50Millis" + when, phase.answered().millisAt(0.5));
        figures.put("p95Millis" + when, phase.answered().millisAt(0.95));
    }

    /// Floods, and says now and then how the honest peers fare.
    private long pour(Flooder flooder, Honest.Phase during) throws InterruptedException {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("flooder").start(() -> {
            try {
                sent.complete(flooder.run(extent.perSecond()));
            } catch (IOException failed) {
                sent.completeExceptionally(failed);
            }
        });
        long end = System.nanoTime() + extent.seconds() * 1_000_000_000L;
        for (long left = end - System.nanoTime(); left > 0 && thread.isAlive(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.min(left, 10_000_000_000L));
            progress.say("flood: %d of %d honest questions were answered"
                    .formatted(during.answered().size(), during.asked().get()));
        }
        flooder.stop();
        try {
            return sent.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the flood could not be sent", failed);
        }
    }

    /// What the kernel threw away because the node's receive buffer was full; -1 where that is not known.
    private static long kernelDrops(int port) throws IOException {
        Path sockets = Path.of("/proc/net/udp");
        String local = String.format(Locale.ROOT, ":%04X", port);
        return Files.isReadable(sockets)
                ? Files.readAllLines(sockets).stream()
                        .map(line -> line.strip().split("\\s+", -1))
                        .filter(fields -> fields.length > 12 && fields[1].endsWith(local))
                        .mapToLong(fields -> Long.parseLong(fields[12]))
                        .sum()
                : -1;
    }
}
