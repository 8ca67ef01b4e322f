package dev.kontor.cli.evidence;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor audit`: who did what at our site.
@Command(name = "audit", description = "Show the audit log: who did what at our site, newest first.")
public final class Audit implements Callable<Integer> {

    @Mixin
    private final Question question;

    @Mixin
    private final Newest newest = new Newest();

    public Audit(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(newest.of("audit"), "audit log", this::print);
    }

    private void print(Json answer) {
        var table = new Table("WHEN", "WHO", "ACT", "SUBJECT", "OUTCOME", "DETAIL");
        for (Json each : answer.listOf("entries")) {
            table.row(
                    question.output().time(each, "at"),
                    text(each, "actor"),
                    text(each, "act"),
                    text(each, "subject"),
                    text(each, "outcome"),
                    text(each, "detail"));
        }
        table.print(question.output().terminal(), "The audit log is empty.");
    }
}
