package dev.kontor.launcher.deployment;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.process.OrphanStop;
import dev.kontor.launcher.process.StopSignal;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Looks at an instance, and stops it, from outside its launcher.
public record InstanceControl(InstanceFolder folder) {
    private static final Duration LAUNCHER_LIMIT = Duration.ofMinutes(3);
    private static final Duration PROCESS_GRACE = Duration.ofSeconds(10);

    /// What an instance is doing.
    public enum Condition {
        /// Its launcher runs and every process is ready.
        RUNNING,
        /// Its launcher runs; something is not ready.
        DEGRADED,
        /// Its launcher is gone without having ended in order, and processes of it still run.
        ORPHANED,
        /// Its launcher is gone without having ended in order; nothing of it runs.
        CRASHED,
        /// It ended in order.
        STOPPED
    }

    public static Condition condition(InstanceState state) {
        boolean ended = state.stopped() && state.alive().isEmpty();
        if (!ended && state.launcherAlive()) {
            boolean allReady =
                    !state.processes().isEmpty() && state.processes().stream().allMatch(ProcessHealth::isReady);
            return allReady ? Condition.RUNNING : Condition.DEGRADED;
        }
        if (!state.alive().isEmpty()) {
            return Condition.ORPHANED;
        }
        return state.stopped() ? Condition.STOPPED : Condition.CRASHED;
    }

    /// Ends the instance: by its launcher when that is alive, else process by process.
    ///
    /// @return whether anything had been running
    public boolean stop(Progress progress) {
        Optional<InstanceState> known = folder.stateFile().read();
        if (known.isEmpty()) {
            return false;
        }
        InstanceState state = known.get();
        if (!state.stopped() && state.launcherAlive()) {
            askLauncher(state.launcher(), progress);
        }
        InstanceState left = folder.stateFile().read().orElse(state);
        List<ProcessState> orphans = left.alive();
        if (!orphans.isEmpty()) {
            stopOrphans(orphans, progress);
        }
        folder.stateFile().write(left.asStopped());
        return !state.stopped() || !orphans.isEmpty();
    }

    private static void askLauncher(Fingerprint launcher, Progress progress) {
        Progress.Step step = progress.begin("asking launcher " + launcher.pid() + " to stop");
        launcher.find().ifPresent(StopSignal.TERM::send);
        if (OrphanStop.gone(launcher, LAUNCHER_LIMIT)) {
            step.done("");
            return;
        }
        step.failed("it did not end within " + LAUNCHER_LIMIT.toMinutes() + " minutes; killing it");
        launcher.find().ifPresent(StopSignal.KILL::send);
    }

    /// Ends processes whose launcher is gone.
    static void stopOrphans(List<ProcessState> orphans, Progress progress) {
        Progress.Step step = progress.begin("ending what a launcher left behind");
        StopOrder.of(orphans)
                .forEach(stage -> stage.parallelStream().forEach(process -> {
                    step.now(process.title());
                    end(process);
                }));
        step.done(orphans.size() + " processes");
    }

    private static void end(ProcessState process) {
        Fingerprint fingerprint = process.fingerprint();
        if (fingerprint != null && !OrphanStop.stop(fingerprint, StopOrder.signal(process), PROCESS_GRACE)) {
            throw new LauncherException(process.title() + " (process " + fingerprint.pid()
                    + ") could not be ended. End it by hand: `kill -9 " + fingerprint.pid() + "`.");
        }
    }
}
