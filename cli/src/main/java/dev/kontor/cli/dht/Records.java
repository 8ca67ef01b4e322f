package dev.kontor.cli.dht;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor dht records`: what lies here, and where what is ours lies.
@Command(name = "records", description = "Show the records that this site keeps for others, and who keeps its own.")
final class Records implements Callable<Integer> {

    @Mixin
    private final Question question;

    Records(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(Dht.PATH, "DHT node", this::print);
    }

    private void print(Json answer) {
        var kept = new Table("KEY", "PUBLISHER", "SEQUENCE", "EXPIRES", "BYTES");
        for (Json each : answer.items("nearest")) {
            kept.row(
                    text(each, "key"),
                    text(each, "publisher"),
                    text(each, "sequence"),
                    question.output().time(each, "expiresAt"),
                    Output.bytes(each, "bytes"));
        }
        kept.print(question.output().terminal(), "This site keeps no record for others.");
        var own = new Table("OUR KEY", "COPIES", "AGAIN");
        for (Json each : answer.items("publications")) {
            own.row(text(each, "key"), text(each, "copies"), question.output().time(each, "dueAt"));
        }
        own.print(question.output().terminal(), "This site publishes nothing.");
    }
}
