package dev.kontor.discovery.bench.packets;

import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import dev.kontor.discovery.bench.rig.Cpu;
import dev.kontor.discovery.bench.rig.Folder;
import dev.kontor.discovery.bench.rig.LocalNode;
import dev.kontor.discovery.bench.rig.Questions;
import dev.kontor.discovery.bench.rig.SampleSite;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.value.ValueKey;
import dev.kontor.discovery.value.ValueRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One node, the CPU time of whose two threads is counted apart from that of the thread that asks, answers `ping`,
/// `find`, and `store` with records that are genuine and new to it. Neighbours fill its table first, so that a
/// `find` is answered with twenty contacts.
public final class Packets {
    private static final String NAME = "packets";
    private static final String HOST = "127.0.0.1";
    private static final int POOL = 1_024;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final Duration ENDLESS = Duration.ofMinutes(10);

    /// How much is measured.
    ///
    /// @param seconds of each question, after a third of that to warm up
    /// @param neighbours in the node's table
    /// @param records of each kind that are stored, after a fifth of that to warm up
    public record Extent(int seconds, int neighbours, int records) {
        public static Extent of(int seconds) {
            return new Extent(seconds, 30, Math.clamp(500L * seconds, 100, 4_000));
        }
    }

    private final Extent extent;
    private final Progress progress;
    private final SecureRandom random = new SecureRandom();
    private final List<Row> rows = new ArrayList<>();

    public Packets(Extent extent, Progress progress) {
        this.extent = extent;
        this.progress = progress;
    }

    public List<Row> run() throws IOException {
        Vertx one = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Vertx others = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Folder folder = Folder.temporary()) {
            LocalNode node = LocalNode.start(
                    new LocalNode.Home(one, HOST, folder.child("node")), List.of(), LocalNode.UNLIMITED);
            progress.say("packets: a node listens on " + node.address() + "; neighbours join");
            List<LocalNode> neighbours = new ArrayList<>();
            for (int i = 0; i < extent.neighbours(); i++) {
                LocalNode.Home home = new LocalNode.Home(others, HOST, folder.child("neighbour" + i));
                neighbours.add(LocalNode.start(home, List.of(node.address()), LocalNode.UNLIMITED));
            }
            neighbours.forEach(neighbour -> neighbour.counts().member().join());
            measure(new Subject(node, List.of(threadOf(one), readerOf(node))));
            node.close();
        } finally {
            one.close();
            others.close();
        }
        return rows;
    }

    private record Subject(LocalNode node, List<Long> threads) {
        double cpuSeconds() {
            return threads.stream().mapToDouble(Cpu::ofThread).sum();
        }
    }

    private static long threadOf(Vertx vertx) {
        CompletableFuture<Long> thread = new CompletableFuture<>();
        vertx.runOnContext(_ -> thread.complete(Thread.currentThread().threadId()));
        return thread.join();
    }

    /// The thread that reads the node's socket.
    private static long readerOf(LocalNode node) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().equals("dht-" + node.address().port()))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    private void measure(Subject subject) throws IOException {
        InetSocketAddress place = new InetSocketAddress(
                InetAddress.ofLiteral(HOST), subject.node().address().port());
        try (Questions socket = new Questions(HOST, place, random)) {
            Question.Ping ping = new Question.Ping();
            socket.ask(ping, PATIENCE_MILLIS);
            timed(subject, socket, "ping", PacketType.PONG, pool(() -> socket.encode(ping)));
            timed(subject, socket, "find", PacketType.FOUND, pool(() -> socket.encode(socket.anywhere())));
            stored(subject, socket, "store value (1 signature)", this::value);
            stored(subject, socket, "store descriptor (3)", this::descriptor);
        }
    }

    private static List<byte[]> pool(Supplier<byte[]> question) {
        return Stream.generate(question).limit(POOL).toList();
    }

    private void timed(Subject subject, Questions socket, String name, PacketType expected, List<byte[]> pool)
            throws IOException {
        progress.say("packets: " + name);
        Load load = new Load(socket);
        load.run(forever(pool), Duration.ofSeconds(extent.seconds()).dividedBy(3));
        Sample before = Sample.of(subject, expected);
        load.run(forever(pool), Duration.ofSeconds(extent.seconds()));
        rows.add(before.row(name, Sample.of(subject, expected)));
    }

    /// Every record is new, because what a node has it does not check again.
    private void stored(Subject subject, Questions socket, String name, Supplier<Publication> record)
            throws IOException {
        progress.say("packets: signing records to " + name);
        List<byte[]> puts = Stream.generate(record)
                .limit(extent.records() + extent.records() / 5)
                .map(each -> socket.encode(new Question.Store(each.key(), each.signed())))
                .toList();
        progress.say("packets: " + name);
        Load load = new Load(socket);
        load.run(puts.subList(0, extent.records() / 5).iterator(), ENDLESS);
        Sample before = Sample.of(subject, PacketType.STORED);
        load.run(puts.subList(extent.records() / 5, puts.size()).iterator(), ENDLESS);
        rows.add(before.row(name, Sample.of(subject, PacketType.STORED)));
    }

    private static Iterator<byte[]> forever(List<byte[]> pool) {
        return Stream.generate(() -> pool).flatMap(List::stream).iterator();
    }

    private Publication value() {
        byte[] content = new byte[ValueRecord.PART / 2];
        random.nextBytes(content);
        ValueKey key = new ValueKey(Bytes.of(content).slice(0, ValueKey.SIZE));
        Bytes signed = ValueRecord.split(
                        key, Bytes.of(content), SigningKey.generate(random), Instant.now(), Duration.ofHours(1))
                .getFirst();
        return new Publication(key.place(0), signed);
    }

    private Publication descriptor() {
        return new SampleSite(random, Instant.now()).descriptor(1);
    }

    /// The state of all clocks and counters at one moment.
    private record Sample(long nanos, double node, double asker, double process, long answers) {
        static Sample of(Subject subject, PacketType answer) {
            return new Sample(
                    System.nanoTime(),
                    subject.cpuSeconds(),
                    Cpu.ofThread(Thread.currentThread().threadId()),
                    Cpu.ofProcess(),
                    subject.node().counts().sent(answer));
        }

        Row row(String question, Sample end) {
            double wall = (end.nanos - nanos) / 1e9;
            double own = end.node - node;
            double besides = end.process - process - (end.asker - asker);
            double count = end.answers - answers;
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("question", question);
            figures.put("answered", end.answers - answers);
            figures.put("perSecond", (double) Math.round(count / wall));
            figures.put("perCoreSecond", (double) Math.round(count / own));
            figures.put("perCoreSecondWithVm", (double) Math.round(count / Math.max(own, besides)));
            figures.put("nodeCpuSeconds", own);
            figures.put("askerCpuSeconds", end.asker - asker);
            figures.put("microsecondsEach", own / count * 1e6);
            return new Row(NAME, "kontor", figures);
        }
    }
}
