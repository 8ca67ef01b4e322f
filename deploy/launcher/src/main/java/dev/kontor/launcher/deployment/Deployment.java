package dev.kontor.launcher.deployment;

import dev.kontor.launcher.aot.Assembly;
import dev.kontor.launcher.aot.Recording;
import dev.kontor.launcher.aot.StartUpCache;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.port.FreePorts;
import dev.kontor.launcher.port.PortBook;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.process.RestartPolicy;
import dev.kontor.launcher.process.Supervisor;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.site.ServicePrograms;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.InstanceLock;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.ProcessState;
import dev.kontor.launcher.state.Secrets;
import dev.kontor.launcher.state.SiteState;
import dev.kontor.launcher.state.StateJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// A running instance. As long as this object is open it restarts what crashes; closing it, or the end of this JVM,
/// stops everything in order. Thread-safe.
public final class Deployment implements AutoCloseable {
    private static final long DISK_NEEDED = 600L * 1024 * 1024;

    private final Workplace place;
    private final Plan plan;
    private final InstanceLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean everythingWasReady;
    private final Thread atJvmEnd = new Thread(this::stopEverything, "stop " + Deployment.class.getSimpleName());

    private Deployment(Workplace place, Plan plan, InstanceLock lock) {
        this.place = place;
        this.plan = plan;
        this.lock = lock;
    }

    /// Starts everything that the plan needs and returns when all of it is ready. On failure nothing stays behind.
    ///
    /// @throws LauncherException with one sentence about what stands in the way
    public static Deployment start(Installation installation, Plan plan, Progress progress) {
        InstanceFolder folder = installation.instance(plan.instance());
        var programs = new ServicePrograms(installation.root(), plan.options().nativeBinaries());
        if (!programs.missing().isEmpty()) {
            throw new LauncherException("Not built yet: " + String.join(", ", programs.missing())
                    + ". `./kontor build` builds what is missing.");
        }
        InstanceLock lock = InstanceLock.tryTake(folder.lockFile())
                .orElseThrow(() -> new LauncherException("The instance '" + plan.instance() + "' is running already"
                        + folder.stateFile()
                                .read()
                                .map(state ->
                                        " (launcher process " + state.launcher().pid() + ")")
                                .orElse("")
                        + ". `./kontor status` shows it and `./kontor stop` ends it."));
        try {
            return open(installation, plan, progress, lock).run(programs);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private static Deployment open(Installation installation, Plan plan, Progress progress, InstanceLock lock) {
        InstanceFolder folder = installation.instance(plan.instance());
        clear(folder, plan.options().fresh(), progress);
        checkDisk(folder);
        Optional<InstanceState> earlier = folder.stateFile().read();
        var journal = new StateJournal(
                folder.stateFile(),
                earlier.map(past -> past.begunAgain(Fingerprint.ofThisProcess(), Instant.now()))
                        .orElseGet(() -> InstanceState.begin(
                                plan.instance(), Fingerprint.ofThisProcess(), Instant.now(), List.of())));
        var place = new Workplace(
                installation,
                folder,
                journal,
                new Supervisor(RestartPolicy.STANDARD, new Narrator(journal, progress)),
                new StartUpCache(
                        installation.cache().resolve("aot"), plan.options().startUpCaches()),
                progress);
        return new Deployment(place, plan, lock);
    }

    /// Ends what a killed launcher left, and deletes the instance when it is to start afresh.
    private static void clear(InstanceFolder folder, boolean fresh, Progress progress) {
        List<ProcessState> orphans =
                folder.stateFile().read().map(InstanceState::alive).orElse(List.of());
        if (!orphans.isEmpty()) {
            InstanceControl.stopOrphans(orphans, progress);
        }
        if (fresh) {
            folder.delete();
        }
    }

    private static void checkDisk(InstanceFolder folder) {
        try {
            Files.createDirectories(folder.path());
            long usable = Files.getFileStore(folder.path()).getUsableSpace();
            if (usable < DISK_NEEDED) {
                throw new LauncherException("Only " + usable / (1024 * 1024) + " MiB are free where " + folder.path()
                        + " lies, and " + DISK_NEEDED / (1024 * 1024)
                        + " MiB are needed. Free some space or choose another folder with KONTOR_HOME.");
            }
        } catch (IOException failure) {
            throw LauncherException.io("make the folder " + folder.path(), failure);
        }
    }

    private Deployment run(ServicePrograms programs) {
        Runtime.getRuntime().addShutdownHook(atJvmEnd);
        try {
            var book = new PortBook(FreePorts::isFree, RandomGenerator.getDefault());
            PortPlan ports =
                    PortPlan.choose(plan, book, Optional.of(place.journal().current()));
            book.notes().forEach(place.progress()::say);
            List<String> nodes = plan.sites().stream()
                    .map(site ->
                            site.listen().publicHost() + ":" + ports.of(site).dht())
                    .toList();
            List<SiteParts> sites = plan.sites().stream()
                    .map(site -> new SiteParts(place, site, ports, nodes))
                    .toList();
            place.journal()
                    .change(state ->
                            state.withSites(sites.stream().map(SiteParts::state).toList()));
            Parallel.run(new SharedParts(place, plan, ports).tasks(() -> startSites(sites, programs)));
            everythingWasReady = true;
            return this;
        } catch (RuntimeException failure) {
            boolean toldToStop = closed.get();
            close();
            // What is being stopped fails; that it does is no news to whoever pressed Ctrl-C.
            throw toldToStop ? new LauncherException("Stopped before everything was ready.", failure) : failure;
        }
    }

    private void startSites(List<SiteParts> sites, ServicePrograms programs) {
        for (int index = 0; index < sites.size(); index++) {
            sites.get(index).start(programs, index == 0);
        }
        Parallel.run(sites.stream().<Runnable>map(site -> site::awaitReady).toList());
    }

    /// Everything about the instance now.
    public InstanceState state() {
        return place.journal().current();
    }

    public SiteState site(String label) {
        return state().site(label).orElseThrow(() -> new IllegalArgumentException("no such site: " + label));
    }

    public Secrets secrets() {
        return place.folder().secrets();
    }

    /// Remembers a further address for `status`.
    public void remember(String name, String value) {
        place.journal().change(state -> state.withExtra(name, value));
    }

    /// Stops everything in order and returns when nothing is left. Repeating it does nothing.
    @Override
    public void close() {
        stopEverything();
        try {
            Runtime.getRuntime().removeShutdownHook(atJvmEnd);
        } catch (IllegalStateException theJvmIsEnding) {
            // The hook is what is running.
        }
    }

    private void stopEverything() {
        if (closed.getAndSet(true)) {
            return;
        }
        place.supervisor().beginClosing();
        Progress.Step step = place.progress().begin("stopping");
        StopOrder.of(state().processes()).forEach(stage -> {
            List<String> names = stage.stream().map(ProcessState::title).toList();
            step.now(String.join(", ", names));
            place.supervisor().stop(names);
        });
        step.done("nothing left running");
        if (everythingWasReady) {
            assembleCaches();
        } else {
            place.cache().discardRecordings();
        }
        place.journal().change(InstanceState::asStopped);
        lock.close();
    }

    private void assembleCaches() {
        List<Recording> recordings = place.cache().recordings();
        if (recordings.isEmpty()) {
            return;
        }
        Progress.Step step = place.progress().begin("start-up caches for next time");
        var assembly = new Assembly(place.installation().java(), place.folder().log("start-up-caches"));
        int made = 0;
        try {
            for (Recording recording : recordings) {
                step.now(recording.program());
                made += assembly.make(recording) ? 1 : 0;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        step.done(made + " of " + recordings.size());
    }
}
