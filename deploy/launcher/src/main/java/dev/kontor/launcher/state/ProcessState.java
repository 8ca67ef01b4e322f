package dev.kontor.launcher.state;

import dev.kontor.launcher.process.Fingerprint;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One supervised process.
///
/// @param role what it is: `postgres`, `broker`, `keycloak`, or the name of a service
/// @param site label of the site it belongs to; empty when several sites share it
/// @param fingerprint how to recognise the process; `null` while there is none
/// @param form `jvm`, `jvm+aot` or `native`
/// @param restarts how often the supervisor had to start it again
/// @param ports port by purpose, for example `http`, `management`
/// @param log its log file
/// @param data its data folder
public record ProcessState(
        String role,
        String site,
        Phase phase,
        @Nullable Fingerprint fingerprint,
        String form,
        int restarts,
        Map<String, Integer> ports,
        String log,
        String data) {
    public ProcessState {
        Objects.requireNonNull(role);
        ports = Map.copyOf(ports);
    }

    /// `acme gateway-service`, or just `postgres` for what sites share.
    public String title() {
        return site.isEmpty() ? role : site + " " + role;
    }

    public ProcessState with(Phase newPhase, @Nullable Fingerprint newFingerprint, int newRestarts) {
        return new ProcessState(role, site, newPhase, newFingerprint, form, newRestarts, ports, log, data);
    }
}
