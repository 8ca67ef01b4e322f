package dev.kontor.cli.transfer;

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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kontor transfers`: what moved and what moves, in both directions.
@Command(
        name = "transfers",
        description = "List transfers from and to partners, newest first; pause, resume and cancel them.",
        footer = {
            "",
            "A transfer is called by its id or by how that begins. What was paused stays so, also over a restart, until"
                    + " it is resumed; what was cancelled begins again when somebody asks for the snapshot. Neither"
                    + " loses what is here already."
        })
public final class Transfers implements Callable<Integer> {

    static final ApiPath PATH = ApiPath.of("api", "v1", "transfers");

    private static final int SHORT_ID = 8;

    @Mixin
    private final Question question;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on and print what changes, once a second, until interrupted.")
    private boolean watch;

    public Transfers(Environment environment) {
        this.question = new Question(environment);
    }

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        return new CommandLine(new Transfers(environment))
                .addSubcommand(new Turn.Pause(environment))
                .addSubcommand(new Turn.Resume(environment))
                .addSubcommand(new Turn.Cancel(environment));
    }

    @Override
    public Integer call() {
        if (watch) {
            return question.with(gateway -> new Watch(gateway, question.output()).follow());
        }
        return question.show(PATH, "transfers", this::print);
    }

    private void print(Json answer) {
        var table = new Table(
                "TRANSFER",
                "STARTED",
                "DIRECTION",
                "NAMESPACE",
                "STATE",
                "SIZE",
                "TRAVELLED",
                "PER SECOND",
                "LEFT",
                "REMARK");
        for (Json each : answer.listOf("transfers")) {
            table.row(
                    shortId(each),
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

    static String shortId(Json transfer) {
        String id = text(transfer, "transferId");
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    static String left(Json transfer) {
        OptionalLong seconds = transfer.number("secondsLeft");
        return seconds.isPresent() ? Amount.clock(Duration.ofSeconds(seconds.getAsLong())) : "-";
    }

    static String remark(Json transfer) {
        String waits = transfer.text("reason")
                .or(() -> transfer.text("waitingFor").map(whom -> "waits for " + whom))
                .orElse("");
        int holders = transfer.listOf("holders").size();
        return holders > 1 ? waits + " and has " + holders + " sites to fetch from" : waits;
    }
}
