package dev.kontor.cli.grant;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.site.Environment;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// `kontor grant …`: who may fetch what.
@Command(
        name = "grant",
        description = "Add, list, explain and revoke grants on our namespaces.",
        synopsisSubcommandLabel = "COMMAND")
public final class Grant {

    static final ApiPath PATH = ApiPath.of("api", "v1", "grants");

    private Grant() {}

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        var group = new CommandLine(CommandSpec.forAnnotatedObject(new Grant()));
        List.of(new Add(environment), new Grants(environment), new Revoke(environment), new Explain(environment))
                .forEach(group::addSubcommand);
        return group;
    }
}
