package dev.kontor.cli.dht;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor dht book`: the address book.
@Command(name = "book", description = "Show what this site and its partners tell each other of where sites are.")
final class Book implements Callable<Integer> {
    private static final ApiPath PATH = ApiPath.of("api", "v1", "dht", "address-book");

    @Mixin
    private final Question question;

    Book(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(PATH, "address book", this::print);
    }

    private void print(Json answer) {
        var partners = new Table("PARTNER", "SITE", "EXCHANGED", "MAY BE TOLD", "TELLS OF", "LAST FAILURE");
        for (Json each : answer.items("partners")) {
            partners.row(
                    text(each, "name"),
                    text(each, "siteId"),
                    question.output().time(each, "exchangedAt"),
                    each.is("tellable") ? "yes" : "no",
                    text(each, "told"),
                    text(each, "failure"));
        }
        partners.print(question.output().terminal(), "This site has no partner yet.");
        var sites = new Table("KNOWN SITE", "ORGANISATION", "SEQUENCE", "LEARNED", "TOLD BY");
        for (Json each : answer.items("sites")) {
            sites.row(
                    text(each, "siteId"),
                    text(each, "orgId"),
                    text(each, "sequence"),
                    question.output().time(each, "learnedAt"),
                    String.valueOf(each.items("toldBy").size()));
        }
        sites.print(question.output().terminal(), "No site is known yet.");
        question.output().terminal().print(summary(answer));
    }

    private static String summary(Json answer) {
        String told = answer.is("tellable")
                ? "Partners may tell their partners of this site."
                : "Partners tell nobody of this site.";
        return told + " Each is asked every " + text(answer, "everySeconds") + " s.";
    }
}
