package dev.kontor.cli.grant;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor grant list`.
@Command(name = "list", description = "List the grants that we gave, revoked ones too, newest first.")
final class Grants implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    Grants(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(Grant.PATH, "grants");
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var table = new Table("GRANT", "NAMESPACE", "PATH", "PARTNER", "ACTIONS", "UNTIL", "STATE");
        for (Json each : answer.listOf("grants")) {
            table.row(
                    text(each, "grantId"),
                    text(each, "namespace"),
                    each.text("pathPrefix").filter(path -> !path.isEmpty()).orElse("all"),
                    text(each, "partner"),
                    each.items("actions").stream()
                            .flatMap(action -> action.asText().stream())
                            .collect(Collectors.joining(",")),
                    output.time(each, "notAfter"),
                    each.is("revoked")
                            ? "revoked " + output.time(each, "revokedAt")
                            : "given by " + text(each, "grantedBy"));
        }
        table.print(output.terminal(), "No grant yet. Give one: kontor grant add NAMESPACE --to PARTNER");
    }
}
