package dev.kontor.discovery.bench;

import dev.kontor.discovery.bench.cluster.Cluster;
import dev.kontor.discovery.bench.cluster.Extent;
import dev.kontor.discovery.bench.flood.Flood;
import dev.kontor.discovery.bench.packets.Packets;
import dev.kontor.discovery.bench.processes.Processes;
import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be measured, and for how long when nothing else is said.
enum Proof {
    PACKETS(6),
    CLUSTER(600),
    FLOOD(60),
    PROCESSES(600);

    private final int seconds;

    Proof(int seconds) {
        this.seconds = seconds;
    }

    static Optional<Proof> named(String word) {
        return Stream.of(values()).filter(proof -> proof.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int seconds() {
        return seconds;
    }

    List<Row> run(int seconds, Progress progress) throws IOException, InterruptedException {
        return switch (this) {
            case PACKETS -> new Packets(Packets.Extent.of(seconds), progress).run();
            case PROCESSES -> new Processes(Processes.Extent.of(seconds), progress).run();
            case CLUSTER -> new Cluster(Extent.of(seconds), progress).run();
            case FLOOD -> new Flood(Flood.Extent.of(seconds), progress).run();
        };
    }
}
