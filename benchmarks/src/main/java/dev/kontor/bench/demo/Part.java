package dev.kontor.bench.demo;

import java.net.URI;

/// One process of the demo.
///
/// @param site label of its site; empty when the sites share it
/// @param role `transfer-service`, `postgres`, …
/// @param form `jvm`, `jvm+aot` or `native`
/// @param phase what the launcher says of it
/// @param pid 0 while there is none
/// @param management port of health and metrics; 0 when it has none
/// @param log its log file
public record Part(String site, String role, String form, String phase, long pid, int management, String log) {
    public String title() {
        return site.isEmpty() ? role : site + " " + role;
    }

    public boolean service() {
        return role.endsWith("-service");
    }

    public boolean ready() {
        return pid > 0 && phase.equals("READY");
    }

    /// Where it shows its metrics.
    public URI metrics() {
        return URI.create("http://127.0.0.1:" + management + "/q/metrics");
    }

    URI readiness() {
        return URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    }
}
