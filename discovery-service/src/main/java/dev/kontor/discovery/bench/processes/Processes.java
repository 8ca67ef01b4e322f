package dev.kontor.discovery.bench.processes;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.bench.report.Latencies;
import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import dev.kontor.discovery.bench.rig.Folder;
import dev.kontor.discovery.bench.rig.LocalNode;
import dev.kontor.discovery.bench.rig.SampleSite;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.store.KeptRecord;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Twenty node processes, of which five a minute are killed and replaced, while one node publishes the descriptors of
/// twenty sites and another one looks them up in turn. The bar: every look-up finds the descriptor.
public final class Processes {
    private static final String NAME = "processes";
    private static final int SITES = 20;
    private static final long KILL_EVERY_SECONDS = 12;
    private static final long PAUSE_MILLIS = 25;
    private static final long PATIENCE_SECONDS = 60;

    /// How much of it.
    ///
    /// @param seconds of look-ups and kills, after everybody has joined
    public record Extent(int seconds, int nodes) {
        public static Extent of(int seconds) {
            return new Extent(seconds, 20);
        }
    }

    private final Extent extent;
    private final Progress progress;
    private final SecureRandom random = new SecureRandom();
    private final Latencies latencies = new Latencies();
    private int asked;
    private int found;

    public Processes(Extent extent, Progress progress) {
        this.extent = extent;
        this.progress = progress;
    }

    public List<Row> run() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (Folder folder = Folder.temporary();
                LocalNode publisher = start(vertx, folder, "127.0.0.2", List.of());
                Fleet fleet = new Fleet(folder, publisher.address(), random)) {
            fleet.start(extent.nodes(), progress);
            try (LocalNode reader = start(vertx, folder, "127.0.0.3", List.of(publisher))) {
                reader.counts()
                        .member()
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
                List<Publication> records = publish(publisher);
                churn(fleet, reader, records);
                return List.of(row(fleet));
            }
        } finally {
            vertx.close();
        }
    }

    private static LocalNode start(Vertx vertx, Folder folder, String host, List<LocalNode> seeds) throws IOException {
        return LocalNode.start(
                new LocalNode.Home(vertx, host, folder.child(host)),
                seeds.stream().map(LocalNode::address).toList(),
                Allowance.DEFAULT);
    }

    private List<Publication> publish(LocalNode publisher) {
        List<Publication> records = Stream.generate(() -> new SampleSite(random, Instant.now()).descriptor(1))
                .limit(SITES)
                .toList();
        List<CompletableFuture<Effect.Published>> offers = records.stream()
                .map(record -> publisher.counts().next(record.key()))
                .toList();
        publisher.publish(records);
        int fewest = offers.stream()
                .mapToInt(offer -> offer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join()
                        .copies())
                .min()
                .orElse(0);
        progress.say("processes: " + records.size() + " descriptors have at least " + fewest + " keepers");
        return records;
    }

    private void churn(Fleet fleet, LocalNode reader, List<Publication> records)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        long end = began + TimeUnit.SECONDS.toNanos(extent.seconds());
        long killAt = began;
        while (System.nanoTime() < end) {
            if (System.nanoTime() >= killAt) {
                killAt += TimeUnit.SECONDS.toNanos(KILL_EVERY_SECONDS);
                fleet.replaceOne();
                progress.say("processes: %d killed, %d of %d found".formatted(fleet.kills(), found, asked));
            }
            lookUp(reader, records.get(asked % records.size()));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private void lookUp(LocalNode reader, Publication record) {
        long began = System.nanoTime();
        Effect.LookedUp lookedUp = reader.lookUp(record.key()).join();
        asked++;
        if (isThere(lookedUp, record)) {
            found++;
            latencies.add(System.nanoTime() - began);
        } else {
            progress.say("processes: " + record.key() + " was not found, "
                    + lookedUp.report().count());
        }
    }

    /// Found is what another node had: the reader, a node like all, may well be a keeper itself.
    private static boolean isThere(Effect.LookedUp lookedUp, Publication record) {
        return lookedUp.trace().stream().anyMatch(hop -> hop.records() > 0)
                && lookedUp.report().records().stream().map(KeptRecord::signed).anyMatch(record.signed()::equals);
    }

    private Row row(Fleet fleet) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("processes", extent.nodes());
        figures.put("seconds", extent.seconds());
        figures.put("kills", fleet.kills());
        figures.put("joined", fleet.joined());
        figures.put("lookUps", asked);
        figures.put("found", found);
        figures.put("p50Millis", latencies.millisAt(0.5));
        figures.put("p95Millis", latencies.millisAt(0.95));
        figures.put("maxMillis", latencies.millisAt(1));
        figures.put("residentMebibytesEach", fleet.residentMebibytesEach());
        return new Row(NAME, "kontor", figures)
                .must(found == asked && asked > 0, found + " of " + asked + " look-ups found the descriptor");
    }
}
