package dev.kontor.cli.dht;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
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

/// `kontor dht doctor`: is this site surrounded by nodes that hide the network from it?
@Command(name = "doctor", description = "Ask from outside whether this site sees the network that is there.")
final class Vantages implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    Vantages(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(ApiPath.of("api", "v1", "dht", "doctor"), "DHT doctor");
            output.show(answer, () -> print(answer));
            return (answer.is("eclipsed") ? Exit.FAILED : Exit.OK).code();
        }
    }

    private void print(Json answer) {
        var table = new Table("THROUGH", "NEAREST TO US", "KNOWN TO US");
        for (Json each : answer.items("vantages")) {
            table.row(text(each, "through"), text(each, "seen"), text(each, "known"));
        }
        table.print(output.terminal(), "This site knows no other node to ask.");
        output.terminal()
                .print(
                        answer.is("eclipsed")
                                ? "Others see another neighbourhood than this site does: it may be surrounded."
                                : "Others see the same neighbourhood as this site does.");
    }
}
