package dev.kontor.cli.fetch;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.terminal.ProgressLine;
import java.time.Duration;
import java.util.Set;

/// Tells beside the progress whom our site waits for while nothing arrives. Who may not look at transfers is told
/// nothing. Runs on a virtual thread of its own until it is closed.
final class Reason implements AutoCloseable {
    private static final ApiPath TRANSFERS = ApiPath.of("api", "v1", "transfers");
    private static final Set<String> UNDER_WAY = Set.of("FETCHING", "PAUSED");
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Gateway gateway;
    private final ProgressLine progress;
    private final String namespace;
    private final Thread thread;

    private Reason(Gateway gateway, ProgressLine progress, String namespace) {
        this.gateway = gateway;
        this.progress = progress;
        this.namespace = namespace;
        this.thread = Thread.ofVirtual().unstarted(this::look);
    }

    static Reason beside(ProgressLine progress, Gateway gateway, String namespace) {
        Reason reason = new Reason(gateway, progress, namespace);
        if (progress.visible()) {
            reason.thread.start();
        }
        return reason;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void look() {
        try {
            long before = progress.bytes();
            while (true) {
                Thread.sleep(EVERY);
                boolean stands = progress.bytes() == before;
                before = progress.bytes();
                progress.remark(stands ? why() : "");
            }
        } catch (InterruptedException | Failure _) {
            progress.remark("");
        }
    }

    private String why() {
        return gateway.get(TRANSFERS, "transfers").listOf("transfers").stream()
                .filter(transfer -> transfer.text("namespace")
                                .filter(namespace::equals)
                                .isPresent()
                        && transfer.text("state").filter(UNDER_WAY::contains).isPresent())
                .findFirst()
                .map(Reason::sentence)
                .orElse("");
    }

    private static String sentence(Json transfer) {
        return transfer.text("waitingFor").map(whom -> "waits for " + whom).orElse("");
    }
}
