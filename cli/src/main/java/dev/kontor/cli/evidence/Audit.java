package dev.kontor.cli.evidence;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kontor audit`: who did what at our site.
@Command(name = "audit", description = "Show the audit log: who did what at our site, newest first.")
public final class Audit implements Callable<Integer> {

    private static final int MAX_LIMIT = 1000;

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most this many. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    public Audit(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Failure.usage("--limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        ApiPath path = ApiPath.of("api", "v1", "audit").query("limit", Integer.toString(limit));
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(path, "audit log");
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var table = new Table("WHEN", "WHO", "ACT", "SUBJECT", "OUTCOME", "DETAIL");
        for (Json each : answer.listOf("entries")) {
            table.row(
                    output.time(each, "at"),
                    text(each, "actor"),
                    text(each, "act"),
                    text(each, "subject"),
                    text(each, "outcome"),
                    text(each, "detail"));
        }
        table.print(output.terminal(), "The audit log is empty.");
    }
}
