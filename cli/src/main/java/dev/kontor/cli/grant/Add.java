package dev.kontor.cli.grant;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.address.Times;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor grant add`.
@Command(
        name = "add",
        customSynopsis = "kontor grant add [OPTIONS] --to=PARTNER NAMESPACE",
        description = "Let a partner fetch a namespace, or a part of it.")
final class Add implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    private final Environment environment;

    @Parameters(paramLabel = "NAMESPACE", description = "Which of our namespaces.")
    private String namespace = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PARTNER",
            description = "The partner: its petname or its organisation's id.")
    private String partner = "";

    @Option(names = "--path", paramLabel = "PATH", description = "Only this path and what lies below it.")
    @Nullable
    private String path;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            split = ",",
            description = "What it may do: list, read, receive, publish-on. Default: the first three.")
    private List<String> actions = List.of();

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description = "When it ends: 2026-12-31, 2026-12-31T18:00:00Z, or 30d from now. Default: when revoked.")
    @Nullable
    private String until;

    @Option(names = "--purpose", paramLabel = "TEXT", description = "What the data may be used for, for the record.")
    @Nullable
    private String purpose;

    Add(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        Json request = Json.object()
                .with("namespace", namespace)
                .with("partner", partner)
                .with("pathPrefix", path)
                .with("actions", actions.isEmpty() ? null : actions)
                .with("notAfter", until == null ? null : moment(until))
                .with("purpose", purpose)
                .build();
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.post(Grant.PATH, request, "grant on '" + namespace + "' to '" + partner + "'");
            return output.show(
                    answer,
                    () -> output.terminal()
                            .print(partner + " may fetch " + namespace + (path == null ? "" : "/" + path) + ". Grant "
                                    + text(answer, "grantId") + "."));
        }
    }

    private String moment(String text) {
        return Times.until(text, "--until", environment.clock().instant(), environment.zone())
                .toString();
    }
}
