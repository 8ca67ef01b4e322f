package dev.kontor.bench.demo;

import dev.kontor.bench.meter.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts and stops the demo, one at a time, with a state folder of its own. It stops the demo when it is closed and
/// when this JVM ends.
public final class Stage implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(10);
    private static final Pattern SERVICE = Pattern.compile(
            "/(identity|discovery|connector|transfer|gateway)-service/target/(quarkus-app/quarkus-run\\.jar|\\S+-runner)");
    private static final Pattern LAUNCHER = Pattern.compile("/cli/target/cli-\\S+\\.jar (demo|up)\\b");
    private static final Duration STOP = Duration.ofMinutes(10);
    /// `<site>/transfer-service/store/packs`.
    private static final int PIECES_DEPTH = 4;

    private final Path root;
    private final KontorCommand command;
    private final Path folder;
    private final Consumer<String> say;
    private final Thread atJvmEnd = new Thread(this::stop, "stop the demo");
    private boolean fresh = true;
    private @Nullable Process process;
    private @Nullable Form running;

    /// @param root the project
    /// @param folder where its files may lie
    /// @param say is told what goes on
    public Stage(Path root, Path folder, Consumer<String> say) {
        this.root = root;
        this.command = new KontorCommand(root, folder.resolve("home"));
        this.folder = folder;
        this.say = say;
        Runtime.getRuntime().addShutdownHook(atJvmEnd);
    }

    /// The project.
    public Path root() {
        return root;
    }

    /// Runs the script `kontor` with another state folder below this one.
    ///
    /// @param name of the state folder
    public KontorCommand elsewhere(String name) {
        return new KontorCommand(root, folder.resolve(name));
    }

    /// Whether start-up caches are there, so that a start uses them and need not make them.
    public boolean hasStartUpCaches() {
        Path cache =
                Optional.ofNullable(System.getenv("KONTOR_CACHE")).map(Path::of).orElse(root.resolve(".kontor/cache"));
        String[] caches = cache.resolve("aot").toFile().list((_, name) -> name.endsWith(".aot"));
        return caches != null && caches.length > 0;
    }

    /// Room on the disk where everything of the bench lies.
    public long usableBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Takes away what the running demo's sites keep of earlier content. The demo's own goes with it, so its next start
    /// is from nothing.
    public void forgetPieces() throws IOException {
        fresh = true;
        for (Site site : state().sites()) {
            Pieces.forget(site.folder());
        }
    }

    /// Says what runs on this machine already, and would be measured too.
    public static Optional<String> inTheWay() {
        return Meter.commandLines().entrySet().stream()
                .filter(process -> SERVICE.matcher(process.getValue()).find()
                        || LAUNCHER.matcher(process.getValue()).find())
                .findFirst()
                .map(
                        process -> "A demo or a site runs on this machine already (process " + process.getKey()
                                + "), and would be measured with this one. Stop it first: `./kontor stop` where it was started.");
    }

    /// Whether any service has been built as a native binary.
    public boolean hasNativeBinaries() throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.filter(module -> module.toString().endsWith("-service"))
                    .map(module -> module.resolve("target").toFile().list((target, name) -> name.endsWith("-runner")))
                    .anyMatch(binaries -> binaries != null && binaries.length > 0);
        }
    }

    /// The demo in a form; the one that runs, when it has it.
    public Demo demo(Form form) {
        if (form.equals(running)) {
            return new Demo(state(), command, new Tokens(command));
        }
        return restart(form);
    }

    /// The demo in a form, newly started.
    public Demo restart(Form form) {
        stop();
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(form.options());
        if (fresh) {
            arguments.add("--fresh");
        }
        say.accept("starting the demo (" + form.name() + (fresh ? ", from nothing)" : ")"));
        Path log = folder.resolve("demo.log");
        Process started = command.start(log, form.environment(), arguments);
        process = started;
        Patience.until(
                "the demo tells its story; see " + log,
                START,
                Duration.ofMillis(200),
                () -> told(started, log) ? Optional.of(true) : Optional.empty());
        fresh = false;
        running = form;
        return new Demo(state(), command, new Tokens(command));
    }

    private static boolean told(Process started, Path log) throws IOException {
        String text = Files.readString(log);
        if (!started.isAlive() || text.contains("The story did not hold")) {
            List<String> complaints = text.lines()
                    .filter(line -> line.startsWith("!") || line.startsWith("kontor:"))
                    .toList();
            throw new BenchException(
                    "The demo did not get through its story: " + String.join(" ", complaints) + " See " + log + ".");
        }
        return text.contains("Everything keeps running");
    }

    /// What the launcher says of its processes, also while it starts.
    public StateFile state() {
        return new StateFile(command.home().resolve("demo").resolve("state.json"));
    }

    /// Makes sure that there has been a demo in this folder before, with its caches and its database.
    public void prepare() {
        if (fresh) {
            restart(Form.CACHED);
        }
    }

    /// Stops what runs.
    public synchronized void stop() {
        Process old = process;
        process = null;
        running = null;
        if (old == null) {
            return;
        }
        say.accept("stopping the demo");
        command.run(STOP, "stop");
        try {
            if (!old.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                old.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atJvmEnd);
        forgetContent();
    }

    /// Takes away what the scenarios made the sites keep, many gigabytes of random bytes; settings and logs stay.
    private void forgetContent() {
        Path sites = command.home().resolve("demo");
        if (!Files.isDirectory(sites)) {
            return;
        }
        try (Stream<Path> kept =
                Files.find(sites, PIECES_DEPTH, (path, _) -> path.endsWith("transfer-service/store/packs"))) {
            for (Path pieces : kept.toList()) {
                Folders.remove(pieces);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// An empty folder for a scenario's files.
    public Path files(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
