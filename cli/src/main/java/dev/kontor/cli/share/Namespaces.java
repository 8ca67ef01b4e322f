package dev.kontor.cli.share;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Amount;
import dev.kontor.cli.terminal.Table;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor namespaces`: what our site shares.
@Command(name = "namespaces", description = "List the namespaces that our site shares.")
public final class Namespaces implements Callable<Integer> {

    static final ApiPath PATH = ApiPath.of("api", "v1", "namespaces");

    @Mixin
    private final Question question;

    public Namespaces(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(PATH, "namespaces", this::print);
    }

    private void print(Json answer) {
        var table = new Table("NAMESPACE", "MODE", "EVERY", "CHANGED", "SOURCE");
        for (Json each : answer.listOf("namespaces")) {
            table.row(
                    text(each, "name"),
                    text(each, "mode"),
                    text(each, "mode").equals("live") ? "-" : every(each.number("pollSeconds")),
                    question.output().time(each, "changedAt"),
                    text(each.at("source"), "url"));
        }
        table.print(
                question.output().terminal(),
                "Nothing is published yet. Publish something: kontor publish NAME --url URL");
    }

    private static String every(OptionalLong seconds) {
        return seconds.isPresent() ? span(Duration.ofSeconds(seconds.getAsLong())) : "-";
    }

    private static String span(Duration span) {
        if (span.toSeconds() % 86_400 == 0) {
            return span.toDays() + "d";
        }
        if (span.toSeconds() % 3_600 == 0) {
            return span.toHours() + "h";
        }
        return span.toSeconds() % 60 == 0 ? span.toMinutes() + "m" : Amount.duration(span);
    }

    static String shortId(String id) {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }
}
