package dev.kontor.cli.grant;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.address.Target;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor grant explain`.
@Command(
        name = "explain",
        description = {
            "Tell whether a partner may fetch a namespace now, by which rule, and what would have to change.",
            "It is the decision of the port that partners fetch from, not a forecast."
        })
final class Explain implements Callable<Integer> {

    @Mixin
    private final Question question;

    @Parameters(index = "0", paramLabel = "PARTNER", description = "Its petname or its organisation's id.")
    private String partner = "";

    @Parameters(
            index = "1",
            paramLabel = "NAMESPACE",
            description = "One of our namespaces, by its name or its kontor:// address.")
    private String namespace = "";

    Explain(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(
                ApiPath.of("api", "v1", "grants", "explain")
                        .query("partner", partner)
                        .query("namespace", name(namespace)),
                "partner '" + partner + "'",
                this::print);
    }

    private static String name(String text) {
        if (!text.contains(":")) {
            return text;
        }
        return Target.content(text).address().namespace().text();
    }

    private void print(Json answer) {
        String decision = text(answer, "decision");
        question.output()
                .terminal()
                .print(text(answer, "partner") + " and " + text(answer, "namespace") + ": " + decision + " by the rule "
                        + text(answer, "rule") + ", for " + text(answer, "detail") + ".");
        question.output().terminal().print("To change that: " + text(answer, "change") + ".");
        var table = new Table("GRANT", "FOR", "PATH", "SAYS", "BECAUSE");
        for (Json each : answer.listOf("grants")) {
            table.row(
                    text(each, "grantId"),
                    text(each, "audience"),
                    each.text("pathPrefix").filter(path -> !path.isEmpty()).orElse("all"),
                    text(each, "says"),
                    text(each, "detail"));
        }
        table.print(question.output().terminal(), "There is no grant on this namespace.");
    }
}
