package dev.kontor.cli.grant;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.address.Times;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor grant add`.
@Command(
        name = "add",
        customSynopsis = "kontor grant add [OPTIONS] (--to=PARTNER | --to-all-partners) NAMESPACE",
        description = "Let a partner, or all of them, fetch a namespace.")
final class Add implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    private final Environment environment;

    @Parameters(paramLabel = "NAMESPACE", description = "Which of our namespaces.")
    private String namespace = "";

    @ArgGroup(multiplicity = "1")
    private Grantee grantee = new Grantee();

    /// Whom the grant is for: one of both.
    static final class Grantee {
        @Option(
                names = "--to",
                paramLabel = "PARTNER",
                description = "The partner: its petname or its organisation's id.")
        @Nullable
        private String partner;

        @Option(names = "--to-all-partners", description = "All our partners, those of later too.")
        private boolean all;

        private String text() {
            return partner == null ? "all partners" : partner;
        }
    }

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
            names = "--from",
            paramLabel = "WHEN",
            description = "When it begins: 2026-12-31, 2026-12-31T18:00:00Z, or 30d from now. Default: at once.")
    @Nullable
    private String from;

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
        Instant now = environment.clock().instant();
        ZoneId zone = environment.zone();
        Json request = Json.object()
                .with("namespace", namespace)
                .with("partner", grantee.partner)
                .with("audience", grantee.all ? "all-partners" : null)
                .with("pathPrefix", path)
                .with("actions", actions.isEmpty() ? null : actions)
                .with(
                        "notBefore",
                        from == null
                                ? null
                                : Times.from(from, "--from", now, zone).toString())
                .with(
                        "notAfter",
                        until == null
                                ? null
                                : Times.until(until, "--until", now, zone).toString())
                .with("purpose", purpose)
                .build();
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.post(Grant.PATH, request, "grant on '" + namespace + "' to '" + grantee.text() + "'");
            return output.show(
                    answer,
                    () -> output.terminal()
                            .print(grantee.text() + " may fetch " + namespace + (path == null ? "" : "/" + path)
                                    + ". Grant " + text(answer, "grantId") + "."));
        }
    }
}
