package dev.kontor.cli.partner;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor partner list`.
@Command(name = "list", description = "List partners and open handshakes.")
final class Partners implements Callable<Integer> {

    static final ApiPath PATH = ApiPath.of("api", "v1", "partners");

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    Partners(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(PATH, "partners");
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var table = new Table("PARTNER", "STATE", "SINCE", "WORDS TO COMPARE", "ORGANISATION");
        for (Json each : answer.listOf("partners")) {
            table.row(
                    PartnerText.name(each),
                    PartnerText.state(each),
                    output.time(each, "since"),
                    PartnerText.words(each),
                    text(each, "orgId"));
        }
        table.print(output.terminal(), "No partner yet. Invite one: kontor partner invite NAME");
    }
}
