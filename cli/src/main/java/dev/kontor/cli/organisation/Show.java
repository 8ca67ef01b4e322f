package dev.kontor.cli.organisation;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor recovery status`, and `kontor organisation show`.
@Command(name = "show", description = "Show the organisation: its sites, domain, root keys and recovery kit.")
final class Show implements Callable<Integer> {

    @Mixin
    private final Question question;

    Show(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(ApiPath.of("api", "v1", "organisation"), "organisation", this::print);
    }

    private void print(Json answer) {
        Terminal terminal = question.output().terminal();
        terminal.print("Organisation: " + Terminal.clean(text(answer, "orgId")));
        terminal.print("Log:          " + text(answer, "head") + " entries after the first"
                + (answer.is("active") ? "" : "; deactivated"));
        terminal.print("Domain:       " + Terminal.clean(text(answer, "domain")));
        for (Json site : answer.items("sites")) {
            terminal.print(
                    "Site:         " + Terminal.clean(text(site, "siteId")) + (site.is("own") ? " (this one)" : ""));
        }
        terminal.print("Root key:     "
                + (answer.is("rootHere")
                        ? "in the key store"
                        : "on paper; " + text(answer, "threshold") + " needed to sign an entry"));
        kit(terminal, answer);
        if (answer.is("restart")) {
            terminal.note("The site has new keys. Start it again: kontor stop, kontor up.");
        }
    }

    private static void kit(Terminal terminal, Json answer) {
        if (answer.is("nextRootHere")) {
            terminal.print("Recovery kit: none; the next root key lies in the key store too");
            terminal.note(
                    "Who steals the key store has the organisation. Put the next key on paper: kontor recovery kit");
            return;
        }
        terminal.print("Recovery kit: " + answer.items("nextKeys").size() + " keys, " + text(answer, "nextThreshold")
                + " needed; check words:");
        answer.items("nextKeys")
                .forEach(key -> terminal.print("  "
                        + Terminal.clean(key.items("checkWords").stream()
                                .flatMap(word -> word.asText().stream())
                                .collect(Collectors.joining(" ")))));
    }
}
