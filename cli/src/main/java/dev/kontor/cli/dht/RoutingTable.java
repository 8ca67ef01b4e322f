package dev.kontor.cli.dht;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor dht table`: the routing table.
@Command(name = "table", description = "Show the nodes that this site knows, bucket by bucket.")
final class RoutingTable implements Callable<Integer> {

    @Mixin
    private final Question question;

    RoutingTable(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(Dht.PATH, "DHT node", this::print);
    }

    private void print(Json answer) {
        var table = new Table("BUCKET", "ADDRESS", "NODE", "HEARD", "RTT", "SILENT");
        for (Json bucket : answer.items("buckets")) {
            for (Json each : bucket.items("contacts")) {
                table.row(
                        text(bucket, "prefix"),
                        text(each, "address"),
                        text(each, "nodeId"),
                        question.output().time(each, "heardAt"),
                        text(each, "roundTripMillis") + " ms",
                        text(each, "silences"));
            }
        }
        table.print(
                question.output().terminal(),
                "This site knows no other node yet; it is " + text(answer, "membership") + ".");
    }
}
