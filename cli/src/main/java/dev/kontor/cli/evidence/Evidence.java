package dev.kontor.cli.evidence;

import dev.kontor.cli.site.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// `kontor evidence …`: what proves a transfer to others.
@Command(
        name = "evidence",
        description = "Take along what proves a transfer to others.",
        synopsisSubcommandLabel = "COMMAND")
public final class Evidence {
    private Evidence() {}

    /// The command with its subcommand.
    public static CommandLine command(Environment environment) {
        var group = new CommandLine(CommandSpec.forAnnotatedObject(new Evidence()));
        group.addSubcommand(new Export(environment));
        return group;
    }
}
