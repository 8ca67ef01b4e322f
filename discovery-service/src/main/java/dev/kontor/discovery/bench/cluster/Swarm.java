package dev.kontor.discovery.bench.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.discovery.bench.rig.Cpu;
import dev.kontor.discovery.bench.rig.Folder;
import dev.kontor.discovery.bench.rig.LocalNode;
import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.value.ValueKey;
import dev.kontor.wire.bytes.Bytes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Our nodes, as the scripts drive those of others: all in one process on one address, one operation after the other.
final class Swarm implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int VALUE_BYTES = 320;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final long JOIN_SECONDS = 120;
    private static final long SETTLE_SECONDS = 5;
    private static final long PATIENCE_SECONDS = 10;

    private final RandomGenerator random = new SplittableRandom();
    private final Vertx vertx = Vertx.vertx();
    private final Folder folder;
    private final Extent extent;
    private final List<LocalNode> nodes = new ArrayList<>();
    private final List<Put> puts = new ArrayList<>();

    private record Put(int owner, ValueKey key, Bytes value) {}

    private Swarm(Extent extent) throws IOException {
        this.extent = extent;
        this.folder = Folder.temporary();
    }

    public static void main(String... numbers) throws IOException, InterruptedException {
        Extent extent =
                new Extent(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]), 0);
        try (Swarm swarm = new Swarm(extent)) {
            swarm.start();
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            System.out.println(new ObjectMapper().writeValueAsString(swarm.drive()));
        }
        System.exit(0);
    }

    /// The same in this process and without a pause to settle.
    static Feat run(Extent extent) throws IOException {
        try (Swarm swarm = new Swarm(extent)) {
            swarm.start();
            return swarm.drive();
        }
    }

    private void start() throws IOException {
        List<HostPort> seeds = List.of();
        for (int i = 0; i < extent.nodes(); i++) {
            LocalNode.Home home = new LocalNode.Home(vertx, HOST, folder.child("node" + i));
            nodes.add(LocalNode.start(home, seeds, LocalNode.UNLIMITED));
            seeds = List.of(nodes.getFirst().address());
        }
        nodes.forEach(node ->
                node.counts().member().orTimeout(JOIN_SECONDS, TimeUnit.SECONDS).join());
    }

    private Feat drive() {
        List<Double> putMillis = new ArrayList<>();
        List<Double> getMillis = new ArrayList<>();
        double began = Cpu.ofProcess();
        for (int i = 0; i < extent.puts(); i++) {
            Put put = new Put(random.nextInt(extent.nodes()), new ValueKey(noise(ValueKey.SIZE)), noise(VALUE_BYTES));
            puts.add(put);
            timed(nodes.get(put.owner()).put(put.key(), put.value(), LIFE), kept -> kept.copies() > 0, putMillis);
        }
        double between = Cpu.ofProcess();
        for (int i = 0; i < extent.gets(); i++) {
            Put put = puts.get(random.nextInt(puts.size()));
            int reader = (put.owner() + 1 + random.nextInt(extent.nodes() - 1)) % extent.nodes();
            timed(nodes.get(reader).get(put.key()), Optional.of(put.value())::equals, getMillis);
        }
        return new Feat(putMillis, getMillis, between - began, Cpu.ofProcess() - between, Cpu.residentMebibytes());
    }

    private Bytes noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static <T> void timed(CompletableFuture<T> operation, Predicate<T> success, List<Double> millis) {
        long began = System.nanoTime();
        boolean succeeded = operation
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((outcome, failure) -> failure == null && success.test(outcome))
                .join();
        if (succeeded) {
            millis.add((System.nanoTime() - began) / 1e6);
        }
    }

    @Override
    public void close() {
        nodes.forEach(LocalNode::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        folder.close();
    }
}
