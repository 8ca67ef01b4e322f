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

/// `kontor dht records`: what lies here, and where what is ours lies.
@Command(name = "records", description = "Show the records that this site keeps for others, and who keeps its own.")
final class Records implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    Records(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(Dht.PATH, "DHT node");
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var kept = new Table("KEY", "PUBLISHER", "SEQUENCE", "EXPIRES", "BYTES");
        for (Json each : answer.items("nearest")) {
            kept.row(
                    text(each, "key"),
                    text(each, "publisher"),
                    text(each, "sequence"),
                    output.time(each, "expiresAt"),
                    Output.bytes(each, "bytes"));
        }
        kept.print(output.terminal(), "This site keeps no record for others.");
        var own = new Table("OUR KEY", "COPIES", "AGAIN");
        for (Json each : answer.items("publications")) {
            own.row(text(each, "key"), text(each, "copies"), output.time(each, "dueAt"));
        }
        own.print(output.terminal(), "This site publishes nothing.");
    }
}
