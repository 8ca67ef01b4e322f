package dev.kontor.discovery.bench.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import dev.kontor.discovery.bench.rig.JavaChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// As many nodes of each implementation in one process, one implementation after the other, and the same puts and gets.
/// The bar: our nodes succeed at least as often as the best of the others.
public final class Cluster {
    static final String NAME = "cluster";

    private static final String US = "kontor";
    private static final String HEAP = "512m";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Extent extent;
    private final Progress progress;

    public Cluster(Extent extent, Progress progress) {
        this.extent = extent;
        this.progress = progress;
    }

    private static List<Contestant> contestants() {
        Cache cache = Cache.ofUser();
        return List.of(
                new Contestant(US, numbers -> new ProcessBuilder(JavaChild.command(Swarm.class, HEAP, numbers))),
                new Contestant("hyperdht", cache.npm("hyperdht.mjs", "hyperdht@6.34.0")),
                new Contestant(
                        "bittorrent-dht",
                        cache.npm("bittorrent.mjs", "bittorrent-dht@11.0.12", "sodium-universal@5.0.1")),
                new Contestant("OpenDHT", cache.debian("opendht_nodes.py", "python3-opendht")));
    }

    /// Everybody who can be had.
    public List<Row> run() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Contestant contestant : contestants()) {
            progress.say("cluster: " + contestant.name());
            rows.add(row(contestant));
        }
        return judged(rows);
    }

    /// Our nodes alone, in this process.
    public List<Row> runAlone() throws IOException {
        return List.of(Swarm.run(extent).row(US, extent));
    }

    private Row row(Contestant contestant) throws IOException, InterruptedException {
        List<String> numbers = List.of(
                Integer.toString(extent.nodes()), Integer.toString(extent.puts()), Integer.toString(extent.gets()));
        try {
            return run(contestant.preparation().prepare(numbers)).row(contestant.name(), extent);
        } catch (Contestant.AbsentException absent) {
            progress.say("cluster: " + contestant.name() + " does not take part: " + absent.getMessage());
            return Row.absent(NAME, contestant.name(), String.valueOf(absent.getMessage()));
        }
    }

    private Feat run(ProcessBuilder command) throws Contestant.AbsentException, IOException, InterruptedException {
        Path said = Files.createTempFile("kontor-dht-bench", ".json");
        Path complaints = Files.createTempFile("kontor-dht-bench", ".log");
        try {
            Process process = start(command.redirectOutput(said.toFile()).redirectError(complaints.toFile()));
            boolean ended = process.waitFor(extent.seconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
                throw new Contestant.AbsentException("did not end within " + extent.seconds() + " s");
            }
            return feat(Files.readString(said, StandardCharsets.UTF_8), Files.readString(complaints));
        } finally {
            Files.deleteIfExists(said);
            Files.deleteIfExists(complaints);
        }
    }

    private static Process start(ProcessBuilder command) throws Contestant.AbsentException {
        try {
            return command.start();
        } catch (IOException notThere) {
            throw new Contestant.AbsentException(notThere.toString());
        }
    }

    private static Feat feat(String said, String complaints) throws Contestant.AbsentException {
        try {
            return JSON.readValue(said, Feat.class);
        } catch (JsonProcessingException _) {
            String reason = complaints.strip().lines().reduce("", (_, line) -> line);
            throw new Contestant.AbsentException("it ended without a result: " + reason);
        }
    }

    private static List<Row> judged(List<Row> rows) {
        List<Row> others = rows.subList(1, rows.size());
        Row ours = rows.getFirst().must(others.stream().anyMatch(Row::isPresent), "nobody else took part");
        List<Row> judged = new ArrayList<>(others);
        judged.addFirst(must(must(ours, others, "putSuccess"), others, "getSuccess"));
        return judged;
    }

    private static Row must(Row ours, List<Row> others, String figure) {
        double best =
                others.stream().mapToDouble(row -> row.number(figure)).max().orElse(0);
        double own = ours.number(figure);
        return ours.must(own > 0 && own >= best, figure + " is " + own + ", and that of the best other one " + best);
    }
}
