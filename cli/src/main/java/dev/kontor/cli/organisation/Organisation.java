package dev.kontor.cli.organisation;

import dev.kontor.cli.site.Environment;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// `kontor organisation …`: entries of the organisation's log.
@Command(
        name = "organisation",
        description = "Our organisation: its sites, its domain, the keys that speak for it.",
        synopsisSubcommandLabel = "COMMAND")
public final class Organisation {
    private Organisation() {}

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        var group = new CommandLine(CommandSpec.forAnnotatedObject(new Organisation()));
        List.of(
                        new Show(environment),
                        new Change.ReplaceSite(environment),
                        new Change.AddSite(environment),
                        new Change.RemoveSite(environment),
                        new Change.SetDomain(environment),
                        new Change.Deactivate(environment))
                .forEach(group::addSubcommand);
        return group;
    }
}
