package dev.kontor.bench.federation;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Folders;
import dev.kontor.bench.demo.KontorCommand;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.demo.StateFile;
import dev.kontor.bench.demo.Tokens;
import dev.kontor.bench.line.Door;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Complete sites of their own on this machine, each behind a [Door] that the others have to pass, all partners of
/// each other. They are stopped when this is closed and when this JVM ends.
public final class Federation implements AutoCloseable {
    private static final List<String> LABELS = List.of("acme", "globex", "initech", "umbrella");
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofMinutes(3);

    private final KontorCommand command;
    private final Tokens tokens;
    private final boolean cached;
    private final List<Member> members = new ArrayList<>();
    private final Thread atJvmEnd = new Thread(this::stop, "stop the federation");
    private @Nullable Process process;

    private Federation(Workbench bench) throws IOException {
        this.command = bench.stage().elsewhere("federation");
        this.tokens = new Tokens(command);
        this.cached = bench.stage().hasStartUpCaches();
        Folders.remove(command.home());
        Files.createDirectories(command.home());
        Runtime.getRuntime().addShutdownHook(atJvmEnd);
    }

    /// Starts sites from nothing and makes each the partner of each; the demo is stopped before.
    ///
    /// @param size how many, four at most
    static Federation of(int size, Workbench bench) throws IOException {
        bench.stage().stop();
        Federation federation = new Federation(bench);
        bench.say().accept("starting " + size + " sites");
        federation.start(LABELS.subList(0, size));
        bench.say().accept("making them partners");
        for (int one = 0; one < size; one++) {
            for (int other = one + 1; other < size; other++) {
                new Introduction(federation.members.get(one), federation.members.get(other)).perform();
            }
        }
        return federation;
    }

    int size() {
        return members.size();
    }

    /// Who publishes.
    public Member acme() {
        return members.getFirst();
    }

    /// Who fetches.
    public Member globex() {
        return members.get(1);
    }

    /// The others.
    public List<Member> helpers() {
        return members.subList(2, members.size());
    }

    /// A meter of all processes of all sites.
    public Meter meter() {
        Meter meter = new Meter();
        acme().state().parts().stream()
                .filter(part -> part.pid() > 0)
                .forEach(part -> meter.with(part.title(), part.pid()));
        return meter;
    }

    /// Takes away what the sites keep of earlier content.
    public void forgetPieces() throws IOException {
        for (Member member : members) {
            member.forgetPieces();
        }
    }

    /// All of them in one instance, where they share PostgreSQL, the broker and sign-in.
    private void start(List<String> labels) throws IOException {
        Path log = command.home().resolve("up.log");
        StateFile state =
                new StateFile(command.home().resolve(labels.getFirst()).resolve("state.json"));
        List<String> arguments = new ArrayList<>(List.of("up"));
        for (String label : labels) {
            int edge = freePort();
            Door door = Door.to(edge);
            InetSocketAddress listens = new InetSocketAddress(InetAddress.getLoopbackAddress(), edge);
            members.add(new Member(label, state, listens, door, tokens));
            arguments.addAll(List.of("--config", siteFile(label, edge, door).toString()));
        }
        if (!cached) {
            arguments.add("--no-start-up-caches");
        }
        Process started = command.start(log, Map.of(), arguments);
        process = started;
        Patience.until("the sites are up; see " + log, START, Duration.ofMillis(200), () -> up(started, log));
    }

    private Path siteFile(String label, int edge, Door door) throws IOException {
        return Files.writeString(command.home().resolve(label + ".yaml"), """
                label: %1$s
                organisation: %1$s-inc
                lan: {host: 127.0.0.1, port: %2$d}
                public: {host: 127.0.0.1, bind: 127.0.0.1, port: %3$d, announcedPort: %4$d}
                dht: {port: %5$d}
                """.formatted(
                        label, freePort(), edge, door.port(), freeDatagramPort()));
    }

    private static Optional<Boolean> up(Process process, Path log) throws IOException {
        if (!process.isAlive()) {
            throw new BenchException("The sites did not start; see " + log + ".");
        }
        return Files.readString(log).contains("ends it.") ? Optional.of(true) : Optional.empty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int freeDatagramPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private synchronized void stop() {
        Process old = process;
        process = null;
        if (old == null) {
            return;
        }
        old.destroy();
        try {
            if (!old.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                old.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        members.forEach(member -> member.door().close());
        members.clear();
        try {
            forgetStores();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Settings and logs stay, content goes.
    private void forgetStores() throws IOException {
        for (String label : LABELS) {
            Folders.remove(command.home()
                    .resolve(label)
                    .resolve("sites")
                    .resolve(label)
                    .resolve("transfer-service"));
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atJvmEnd);
    }
}
