package dev.kontor.launcher.deployment;

import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.process.Probe;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.ProcessState;
import java.net.URI;
import java.util.Optional;

/// Finds out how a recorded process is now, by asking the operating system and the process itself.
public final class ProcessHealth {
    private ProcessHealth() {}

    public static boolean isAlive(ProcessState process) {
        return Optional.ofNullable(process.fingerprint())
                .flatMap(Fingerprint::find)
                .isPresent();
    }

    /// Alive, and its readiness check holds at this moment.
    public static boolean isReady(ProcessState process) {
        return isAlive(process) && probe(process).answers();
    }

    private static Probe probe(ProcessState process) {
        Integer management = process.ports().get(PortPlan.MANAGEMENT);
        if (management == null) {
            return Probe.port(process.ports().getOrDefault(PortPlan.HTTP, 0));
        }
        String path = SiteService.ofRole(process.role()).isPresent() ? "/q/health/ready" : "/health/ready";
        return Probe.http(URI.create("http://127.0.0.1:" + management + path));
    }
}
