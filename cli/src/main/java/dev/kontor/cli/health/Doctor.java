package dev.kontor.cli.health;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import dev.kontor.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor doctor`: what is wrong with the site, and what to do about it.
@Command(name = "doctor", description = "Check the site: its services, its bus, its partners, recent refusals.")
public final class Doctor implements Callable<Integer> {

    private static final int MAX_REFUSALS = 20;

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    public Doctor(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json report = gateway.get(ApiPath.of("api", "v1", "doctor"), "doctor");
            output.show(report, () -> print(report));
            return (text(report, "status").equals("failure") ? Exit.FAILED : Exit.OK).code();
        }
    }

    private void print(Json report) {
        var findings = new Table("STATE", "WHAT", "FOUND");
        var actions = new ArrayList<String>();
        for (Json finding : report.items("findings")) {
            findings.row(text(finding, "level"), text(finding, "what"), text(finding, "why"));
            finding.text("action")
                    .filter(action -> !action.isBlank())
                    .ifPresent(action -> actions.add(text(finding, "what") + ": " + action));
        }
        findings.print(output.terminal(), "The site reported no findings.");
        section("What to do", actions);
        section(
                "Last refusals",
                report.items("refusals").stream()
                        .limit(MAX_REFUSALS)
                        .map(this::refusal)
                        .toList());
    }

    private void section(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            output.terminal().print("");
            output.terminal().print(heading);
            lines.forEach(line -> output.terminal().print("  " + Terminal.clean(line)));
        }
    }

    private String refusal(Json refusal) {
        return output.time(refusal, "at") + "  " + text(refusal, "door") + "  " + text(refusal, "who") + "  "
                + text(refusal, "what") + ": " + text(refusal, "detail");
    }
}
