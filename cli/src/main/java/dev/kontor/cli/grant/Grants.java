package dev.kontor.cli.grant;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor grant list`.
@Command(name = "list", description = "List the grants that we gave, revoked ones too, newest first.")
final class Grants implements Callable<Integer> {

    @Mixin
    private final Question question;

    Grants(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(Grant.PATH, "grants", this::print);
    }

    private void print(Json answer) {
        var table = new Table("GRANT", "NAMESPACE", "PATH", "PARTNER", "ACTIONS", "UNTIL", "STATE");
        for (Json each : answer.listOf("grants")) {
            table.row(
                    text(each, "grantId"),
                    text(each, "namespace"),
                    each.text("pathPrefix").filter(path -> !path.isEmpty()).orElse("all"),
                    text(each, "partner"),
                    each.items("actions").stream()
                            .flatMap(action -> action.asText().stream())
                            .collect(Collectors.joining(",")),
                    question.output().time(each, "notAfter"),
                    each.is("revoked")
                            ? "revoked " + question.output().time(each, "revokedAt")
                            : "given by " + text(each, "grantedBy"));
        }
        table.print(question.output().terminal(), "No grant yet. Give one: kontor grant add NAMESPACE --to PARTNER");
    }
}
