package dev.kontor.cli.share;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor runs NAME`: the history of a namespace's polls.
@Command(name = "runs", description = "Show the polls of a namespace: what each found, or why it failed.")
public final class Runs implements Callable<Integer> {

    @Mixin
    private final Question question;

    @Parameters(paramLabel = "NAME", description = "The namespace.")
    private String name = "";

    public Runs(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(
                ApiPath.of("api", "v1", "namespaces", name, "runs"), "namespace '" + name + "'", this::print);
    }

    private void print(Json answer) {
        var table = new Table("STARTED", "RESULT", "ENTRIES", "BYTES", "SNAPSHOT", "DETAIL");
        for (Json run : answer.listOf("runs")) {
            table.row(
                    question.output().time(run, "startedAt"),
                    RunStatus.of(run).word(),
                    text(run, "entries"),
                    bytes(run, "bytes"),
                    Namespaces.shortId(text(run, "snapshotId")),
                    text(run, "detail"));
        }
        table.print(question.output().terminal(), "No poll of '" + name + "' yet. Start one: kontor poll " + name);
    }
}
