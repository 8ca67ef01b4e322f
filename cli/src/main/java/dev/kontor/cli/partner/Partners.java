package dev.kontor.cli.partner;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import dev.kontor.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor partner list`.
@Command(name = "list", description = "List partners and open handshakes.")
final class Partners implements Callable<Integer> {

    static final ApiPath PATH = ApiPath.of("api", "v1", "partners");

    @Mixin
    private final Question question;

    Partners(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(PATH, "partners", this::print);
    }

    private void print(Json answer) {
        var table = new Table("PARTNER", "STATE", "SINCE", "WORDS TO COMPARE", "ORGANISATION");
        for (Json each : answer.listOf("partners")) {
            table.row(
                    PartnerText.name(each),
                    PartnerText.state(each),
                    question.output().time(each, "since"),
                    PartnerText.words(each),
                    text(each, "orgId"));
        }
        table.print(question.output().terminal(), "No partner yet. Invite one: kontor partner invite NAME");
        answer.listOf("partners")
                .forEach(each -> each.text("suspended")
                        .ifPresent(why -> question.output()
                                .terminal()
                                .note(Terminal.clean(PartnerText.name(each) + " is suspended: " + why + "."))));
    }
}
