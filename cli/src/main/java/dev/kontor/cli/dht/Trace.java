package dev.kontor.cli.dht;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor dht trace WHAT`: each step of a look-up with its time and its answer.
@Command(name = "trace", description = "Look something up in the DHT and show every node that was asked.")
final class Trace implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Mixin
    private final Wanted wanted = new Wanted();

    Trace(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = wanted.lookUp(gateway);
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var table = new Table("AFTER", "PATH", "HOP", "ADDRESS", "NODE", "OUTCOME", "CONTACTS", "RECORDS");
        for (Json each : answer.items("trace")) {
            table.row(
                    text(each, "millis") + " ms",
                    text(each, "path"),
                    text(each, "depth"),
                    text(each, "address"),
                    text(each, "nodeId"),
                    text(each, "outcome"),
                    text(each, "contacts"),
                    text(each, "records"));
        }
        table.print(output.terminal(), "Nobody could be asked.");
        output.terminal()
                .print(answer.items("records").size() + " records in " + text(answer, "millis") + " ms from "
                        + text(answer, "answered") + " of " + text(answer, "asked") + " nodes.");
    }
}
