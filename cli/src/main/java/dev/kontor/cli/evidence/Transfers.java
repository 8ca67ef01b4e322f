package dev.kontor.cli.evidence;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor transfers`: what moved, in both directions.
@Command(name = "transfers", description = "List transfers from and to partners, newest first.")
public final class Transfers implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    public Transfers(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(ApiPath.of("api", "v1", "transfers"), "transfers");
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var table = new Table("STARTED", "DIRECTION", "NAMESPACE", "STATE", "SIZE", "TRAVELLED", "REMARK");
        for (Json each : answer.listOf("transfers")) {
            table.row(
                    output.time(each, "startedAt"),
                    text(each, "direction").toLowerCase(Locale.ROOT),
                    text(each, "namespace"),
                    text(each, "state").toLowerCase(Locale.ROOT),
                    bytes(each, "bytes"),
                    bytes(each, "fetchedBytes"),
                    remark(each));
        }
        table.print(output.terminal(), "Nothing was transferred yet.");
    }

    private static String remark(Json transfer) {
        return transfer.text("reason")
                .or(() -> transfer.text("waitingFor").map(whom -> "waits for " + whom))
                .orElse("");
    }
}
