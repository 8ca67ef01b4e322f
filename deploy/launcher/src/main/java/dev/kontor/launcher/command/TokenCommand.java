package dev.kontor.launcher.command;

import dev.kontor.launcher.deployment.RunningSite;
import dev.kontor.launcher.installation.Installation;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kontor token`: a bearer token for stock clients and scripts.
@Command(
        name = "token",
        description = "Print a bearer token for a client of a site that runs here.",
        footer = {
            "",
            "Example:",
            "  curl -H \"Authorization: Bearer $(kontor token --site globex --client accounting)\" \\",
            "       http://localhost:8180/sites/acme-inc/invoices"
        },
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    @Option(names = "--site", required = true, paramLabel = "LABEL", description = "The site, for example globex.")
    private String site = "";

    @Option(
            names = "--client",
            defaultValue = "accounting",
            paramLabel = "ID",
            description = "The OIDC client (default: ${DEFAULT-VALUE}).")
    private String client = "";

    @Override
    public Integer call() {
        return Outcome.of(() -> {
            try (HttpClient http = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build()) {
                System.out.println(RunningSite.find(Installation.locate(), site).token(http, client));
                return Outcome.OK;
            }
        });
    }
}
