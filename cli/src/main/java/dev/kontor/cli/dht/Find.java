package dev.kontor.cli.dht;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor dht find WHAT`: the records that lie under a key.
@Command(name = "find", description = "Look something up in the DHT and show the records that were found.")
final class Find implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Mixin
    private final Wanted wanted = new Wanted();

    Find(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = wanted.lookUp(gateway);
            output.show(answer, () -> print(answer));
            return (answer.items("records").isEmpty() ? Exit.NOT_FOUND : Exit.OK).code();
        }
    }

    private void print(Json answer) {
        var table = new Table("PUBLISHER", "SEQUENCE", "EXPIRES", "BYTES");
        for (Json each : answer.items("records")) {
            table.row(
                    text(each, "publisher"),
                    text(each, "sequence"),
                    output.time(each, "expiresAt"),
                    Output.bytes(each, "bytes"));
        }
        table.print(output.terminal(), "Nothing was found; " + text(answer, "answered") + " nodes answered.");
    }
}
