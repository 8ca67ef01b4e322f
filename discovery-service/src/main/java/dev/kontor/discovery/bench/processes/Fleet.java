package dev.kontor.discovery.bench.processes;

import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.rig.Cpu;
import dev.kontor.discovery.bench.rig.Folder;
import dev.kontor.discovery.dht.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The processes of a network, of which one after the other is killed and replaced by a stranger.
final class Fleet implements AutoCloseable {
    /// Processes that start at a time, because a start is the dearest thing a node ever does.
    private static final int AT_ONCE = 2;

    private static final long JOIN_SECONDS = 120;

    private final Folder folder;
    private final HostPort seed;
    private final RandomGenerator random;
    private final List<NodeProcess> alive = new ArrayList<>();
    private final List<NodeProcess> joining = new ArrayList<>();
    private final Thread whenInterrupted = new Thread(this::killAll, "end");
    private int started;
    private int joined;
    private int kills;

    Fleet(Folder folder, HostPort seed, RandomGenerator random) {
        this.folder = folder;
        this.seed = seed;
        this.random = random;
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
    }

    void start(int count, Progress progress) throws IOException {
        while (started < count) {
            for (int i = 0; i < AT_ONCE && started < count; i++) {
                add();
            }
            joining.forEach(node ->
                    node.member().orTimeout(JOIN_SECONDS, TimeUnit.SECONDS).join());
            joined += joining.size();
            joining.clear();
            progress.say("processes: " + started + " nodes have joined");
        }
    }

    private void add() throws IOException {
        int number = started++;
        List<HostPort> seeds = new ArrayList<>(List.of(seed));
        if (!alive.isEmpty()) {
            seeds.add(alive.get(random.nextInt(alive.size())).address());
        }
        NodeProcess node = NodeProcess.start(folder.child("node" + number), number, seeds);
        alive.add(node);
        joining.add(node);
    }

    /// Kills one and starts another, for which nobody waits.
    void replaceOne() throws IOException {
        alive.remove(random.nextInt(alive.size())).kill();
        kills++;
        add();
        settle();
    }

    /// Looks who of the newcomers has joined meanwhile.
    private void settle() {
        int before = joining.size();
        joining.removeIf(node -> node.member().isDone() && !node.member().isCompletedExceptionally());
        joined += before - joining.size();
    }

    int kills() {
        return kills;
    }

    /// Nodes that became members, those that were killed since included.
    int joined() {
        settle();
        return joined;
    }

    double residentMebibytesEach() {
        return alive.stream()
                .mapToDouble(node -> Cpu.residentMebibytes(node.pid()))
                .average()
                .orElse(0);
    }

    private void killAll() {
        List.copyOf(alive).forEach(NodeProcess::kill);
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    }
}
