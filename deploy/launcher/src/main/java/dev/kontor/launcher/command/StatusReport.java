package dev.kontor.launcher.command;

import dev.kontor.launcher.deployment.InstanceControl;
import dev.kontor.launcher.deployment.InstanceControl.Condition;
import dev.kontor.launcher.deployment.ProcessHealth;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.ProcessState;
import dev.kontor.launcher.state.SiteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `kontor status` tells of one instance; also the shape of `-o json`.
///
/// @param launcherAlive whether somebody supervises the processes
/// @param shared processes that all sites of the instance use
/// @param extras further addresses, for example the demo's ERP
record StatusReport(
        String instance,
        Condition condition,
        long launcherPid,
        boolean launcherAlive,
        Instant startedAt,
        String folder,
        List<SiteReport> sites,
        List<ProcessReport> shared,
        Map<String, String> extras) {

    /// One site with its processes.
    record SiteReport(SiteState site, List<ProcessReport> processes) {}

    /// One process as it is now, not as it was when somebody last wrote it down.
    ///
    /// @param state what a reader wants to know first: `ready`, `starting`, `orphan`, `gone`, `stopped`, …
    record ProcessReport(
            String role,
            String state,
            @Nullable Long pid,
            boolean alive,
            boolean ready,
            int restarts,
            String form,
            Map<String, Integer> ports,
            String log,
            String data) {}

    static StatusReport of(InstanceState state, String folder) {
        return new StatusReport(
                state.instance(),
                InstanceControl.condition(state),
                state.launcher().pid(),
                state.launcherAlive(),
                state.startedAt(),
                folder,
                state.sites().stream()
                        .map(site -> new SiteReport(site, processes(state, site.label())))
                        .toList(),
                processes(state, ""),
                state.extras());
    }

    private static List<ProcessReport> processes(InstanceState state, String site) {
        return state.processes().parallelStream()
                .filter(process -> process.site().equals(site))
                .map(process -> report(process, state.launcherAlive()))
                .toList();
    }

    private static ProcessReport report(ProcessState process, boolean supervised) {
        boolean alive = ProcessHealth.isAlive(process);
        boolean ready = alive && ProcessHealth.isReady(process);
        Fingerprint fingerprint = process.fingerprint();
        return new ProcessReport(
                process.role(),
                word(process, supervised, alive, ready),
                fingerprint == null ? null : fingerprint.pid(),
                alive,
                ready,
                process.restarts(),
                process.form(),
                process.ports(),
                process.log(),
                process.data());
    }

    private static String word(ProcessState process, boolean supervised, boolean alive, boolean ready) {
        if (alive && !supervised) {
            return "orphan";
        }
        if (alive) {
            return ready ? "ready" : "not ready";
        }
        return switch (process.phase()) {
            case STARTING, READY -> "gone";
            case RESTARTING -> supervised ? "restarting" : "gone";
            case GIVEN_UP -> "given up";
            case STOPPED -> "stopped";
        };
    }
}
