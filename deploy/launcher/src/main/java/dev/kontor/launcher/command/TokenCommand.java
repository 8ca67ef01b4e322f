package dev.kontor.launcher.command;

import dev.kontor.launcher.deployment.RunningSite;
import dev.kontor.launcher.installation.Installation;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    @Option(
            names = "--site",
            defaultValue = "${env:KONTOR_SITE}",
            paramLabel = "LABEL",
            description = "A site that runs on this machine (KONTOR_SITE). Not needed when there is only one.")
    private @Nullable String site;

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
                System.out.println(RunningSite.choose(Installation.locate(), Optional.ofNullable(site))
                        .token(http, client));
                return Outcome.OK;
            }
        });
    }
}
