package dev.kontor.discovery.bench.cluster;

import dev.kontor.discovery.bench.report.Latencies;
import dev.kontor.discovery.bench.report.Row;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a contestant says of itself, as one line of JSON: how long each operation took that succeeded, what it
/// cost, and what the process held at the end.
record Feat(
        List<Double> putMillis,
        List<Double> getMillis,
        double putCpuSeconds,
        double getCpuSeconds,
        double residentMebibytes) {
    Feat {
        putMillis = List.copyOf(putMillis);
        getMillis = List.copyOf(getMillis);
    }

    Row row(String peer, Extent extent) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("nodes", extent.nodes());
        tell(figures, "put", putMillis, extent.puts());
        tell(figures, "get", getMillis, extent.gets());
        figures.put("cpuMillisPerPut", 1_000 * putCpuSeconds / extent.puts());
        figures.put("cpuMillisPerGet", 1_000 * getCpuSeconds / extent.gets());
        figures.put("residentMebibytes", residentMebibytes);
        return new Row(Cluster.NAME, peer, figures);
    }

    private static void tell(Map<String, Object> figures, String what, List<Double> millis, int asked) {
        Latencies latencies = new Latencies();
        millis.forEach(each -> latencies.add(Duration.ofNanos((long) (each * 1e6))));
        figures.put(what + "s", asked);
        figures.put(what + "Success", (double) millis.size() / asked);
        figures.put(what + "P50Millis", latencies.millisAt(0.5));
        figures.put(what + "P95Millis", latencies.millisAt(0.95));
    }
}
