package dev.kontor.bench.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.demo.Api;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.demo.Site;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.LanSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The main job on one namespace, done as a patient operator and a patient LAN system would: a step that fails is
/// repeated until it succeeds or the time is up.
final class Job {
    private static final int DOCUMENT = 4 << 20;
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Demo demo;
    private final LanSource source;
    private final String namespace = Demo.newName("crash");
    private final String path;
    private final Random random = new Random(3);

    /// A job that is done.
    ///
    /// @param sequence of the snapshot
    record Done(String snapshotId, long sequence, String receiptId) {}

    Job(Demo demo, LanSource source) throws IOException {
        this.demo = demo;
        this.source = source;
        change();
        this.path = demo.share(namespace, source.address("/crash"));
    }

    /// A new document at the source, polled, read whole at the other site, its receipt on both sides.
    Done perform() {
        byte[] document = change();
        Patience.until("acme publishes", WITHIN, PAUSE, () -> Optional.of(demo.poll(namespace)));
        String snapshot = Patience.until("globex reads it", WITHIN, PAUSE, () -> read(document));
        JsonNode published = Patience.until(
                "acme tells of its snapshot",
                WITHIN,
                PAUSE,
                () -> mine(demo.admin(demo.acme())
                                .get("/api/v1/snapshots?limit=500")
                                .good())
                        .stream()
                        .filter(each -> each.path("snapshotId").asText().equals(snapshot))
                        .findFirst());
        String receipt =
                Patience.until("the receipt stands on both sides", WITHIN, PAUSE, () -> receiptOnBothSides(snapshot));
        return new Done(snapshot, published.path("sequence").asLong(), receipt);
    }

    private Optional<String> read(byte[] document) throws IOException {
        try (KeepAlive client = KeepAlive.to(demo.globex().lan())) {
            KeepAlive.Reply reply = client.get(path, demo.authorization());
            boolean same = reply.status() == 200 && Arrays.equals(reply.body(), document);
            return same ? reply.header("Kontor-Snapshot") : Optional.empty();
        }
    }

    private Optional<String> receiptOnBothSides(String snapshot) throws IOException {
        Set<String> here = receiptsOf(demo.globex(), snapshot);
        Set<String> there = receiptsOf(demo.acme(), snapshot);
        return here.size() == 1 && here.equals(there) ? here.stream().findFirst() : Optional.empty();
    }

    private Set<String> receiptsOf(Site site, String snapshot) throws IOException {
        return receipts(site).stream()
                .filter(receipt -> receipt.path("snapshotId").asText().equals(snapshot))
                .filter(receipt -> receipt.hasNonNull("countersignature"))
                .map(receipt -> receipt.path("receiptId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All receipts of the namespace at a site.
    List<JsonNode> receipts(Site site) throws IOException {
        return mine(api(site).get("/api/v1/receipts?limit=500").good());
    }

    /// All transfers of the namespace at a site.
    List<JsonNode> transfers(Site site) throws IOException {
        return mine(api(site).get("/api/v1/transfers?limit=500").good());
    }

    private Api api(Site site) {
        return demo.admin(site);
    }

    private List<JsonNode> mine(JsonNode list) {
        return list.valueStream()
                .filter(each -> each.path("namespace").asText().equals(namespace))
                .toList();
    }

    private byte[] change() {
        byte[] document = new byte[DOCUMENT];
        random.nextBytes(document);
        source.put("/crash", "application/octet-stream", document);
        return document;
    }
}
