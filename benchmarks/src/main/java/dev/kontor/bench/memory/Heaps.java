package dev.kontor.bench.memory;

import dev.kontor.bench.demo.Part;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Watches the heaps of services by their metrics, a few times a second, until it is closed.
public final class Heaps implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final double MIB = 1 << 20;

    private final List<Part> services;
    private final Map<String, Heap> peaks = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Thread watch;

    /// Memory of one service.
    ///
    /// @param usedMiB of the heap, garbage included
    /// @param committedMiB what the heap had of the machine
    /// @param directMiB buffers outside the heap
    public record Heap(double usedMiB, double committedMiB, double directMiB) {
        Heap max(Heap other) {
            return new Heap(
                    Math.max(usedMiB, other.usedMiB),
                    Math.max(committedMiB, other.committedMiB),
                    Math.max(directMiB, other.directMiB));
        }

        /// From the text of a service's metrics.
        static Heap of(String metrics) {
            return new Heap(
                    sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
                    sum(metrics, "jvm_memory_committed_bytes{area=\"heap\""),
                    sum(metrics, "jvm_buffer_memory_used_bytes{"));
        }

        private static double sum(String metrics, String beginning) {
            return metrics.lines()
                            .filter(line -> line.startsWith(beginning))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                            .sum()
                    / MIB;
        }
    }

    private Heaps(List<Part> services) {
        this.services = List.copyOf(services);
        this.watch = Thread.ofVirtual().name("heaps").start(this::watch);
    }

    public static Heaps watching(List<Part> services) {
        return new Heaps(services);
    }

    /// What each had at most so far, by title.
    public Map<String, Heap> peaks() {
        return new TreeMap<>(peaks);
    }

    /// What one has now.
    public Heap now(Part service) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(service.metrics())
                .timeout(Duration.ofSeconds(5))
                .build();
        return Heap.of(http.send(question, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void watch() {
        try {
            while (true) {
                for (Part service : services) {
                    look(service);
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Part service) throws InterruptedException {
        try {
            peaks.merge(service.title(), now(service), Heap::max);
        } catch (IOException busy) {
            // It is asked again soon.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        http.shutdownNow();
    }
}
