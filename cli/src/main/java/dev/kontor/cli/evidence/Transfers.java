package dev.kontor.cli.evidence;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Amount;
import dev.kontor.cli.terminal.Table;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor transfers`: what moved, in both directions.
@Command(name = "transfers", description = "List transfers from and to partners, newest first.")
public final class Transfers implements Callable<Integer> {

    @Mixin
    private final Question question;

    public Transfers(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(ApiPath.of("api", "v1", "transfers"), "transfers", this::print);
    }

    private void print(Json answer) {
        var table = new Table(
                "STARTED", "DIRECTION", "NAMESPACE", "STATE", "SIZE", "TRAVELLED", "PER SECOND", "LEFT", "REMARK");
        for (Json each : answer.listOf("transfers")) {
            table.row(
                    question.output().time(each, "startedAt"),
                    text(each, "direction").toLowerCase(Locale.ROOT),
                    text(each, "namespace"),
                    text(each, "state").toLowerCase(Locale.ROOT),
                    bytes(each, "bytes"),
                    bytes(each, "fetchedBytes"),
                    bytes(each, "bytesPerSecond"),
                    left(each),
                    remark(each));
        }
        table.print(question.output().terminal(), "Nothing was transferred yet.");
    }

    private static String left(Json transfer) {
        OptionalLong seconds = transfer.number("secondsLeft");
        return seconds.isPresent() ? Amount.clock(Duration.ofSeconds(seconds.getAsLong())) : "-";
    }

    private static String remark(Json transfer) {
        String waits = transfer.text("reason")
                .or(() -> transfer.text("waitingFor").map(whom -> "waits for " + whom))
                .orElse("");
        int holders = transfer.listOf("holders").size();
        return holders > 1 ? waits + " and has " + holders + " sites to fetch from" : waits;
    }
}
