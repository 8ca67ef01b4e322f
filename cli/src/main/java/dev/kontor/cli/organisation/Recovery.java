package dev.kontor.cli.organisation;

import dev.kontor.cli.site.Environment;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// `kontor recovery …`: the keys on paper, and what they are for.
@Command(
        name = "recovery",
        description = "The recovery kit: keys on paper that outlive the site and its thief.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Words are never an argument: they are typed without an echo, or read from a file."})
public final class Recovery {
    private Recovery() {}

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        var group = new CommandLine(CommandSpec.forAnnotatedObject(new Recovery()));
        List.of(new Kit(environment), new Rotate(environment), new Restore(environment))
                .forEach(group::addSubcommand);
        group.addSubcommand("status", new Show(environment));
        return group;
    }
}
