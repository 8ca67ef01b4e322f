package dev.kontor.cli.browse;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor lookup NAME`: everyone who claims a name, with the evidence; it never picks one.
@Command(
        name = "lookup",
        description = "Show every organisation that claims a name, with its evidence.",
        footer = {
            "",
            "Anyone may announce a name that is not proved. Compare the organisation's id with the one that your"
                    + " partner tells you by another way, then invite it by that id."
        })
public final class Lookup implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "NAME", description = "The name that the organisation announces, such as acme-inc.")
    private String name = "";

    public Lookup(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(ApiPath.of("api", "v1", "lookup").query("name", name), "name '" + name + "'");
            List<Json> claimants = answer.items("claimants");
            output.show(answer, () -> print(claimants));
            return (claimants.isEmpty() ? Exit.NOT_FOUND : Exit.OK).code();
        }
    }

    private void print(List<Json> claimants) {
        var table = new Table("ORGANISATION", "PROVED", "EVIDENCE", "ENDPOINTS");
        for (Json each : claimants) {
            table.row(
                    text(each, "orgId"),
                    each.is("proved") ? "yes" : "no",
                    joined(each.items("evidence"), "kind", "text"),
                    joined(each.items("endpoints"), "host", "port"));
        }
        table.print(output.terminal(), "Nobody announces the name '" + name + "'.");
    }

    private static String joined(List<Json> values, String first, String second) {
        String all = values.stream()
                .map(each -> each.asText().orElseGet(() -> text(each, first) + ":" + text(each, second)))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "-" : all;
    }
}
